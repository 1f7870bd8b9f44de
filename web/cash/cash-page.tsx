/** Cash: of all institutions that the reader may see, and of one month by month. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Empty, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { CashOverviewQuery, Role } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money, moneyText, sumOf } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { pagesFor } from '../kit/pages.ts';
import { usePlace } from '../kit/place.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { CashInstitutions, CashOverview } from './cash.graphql.ts';
import { CashOf } from './cash-of.tsx';
import { Waiting } from './waiting.tsx';
import { words } from './words.ts';

type Line = CashOverviewQuery['cash']['institutions'][number];

/** Institutions that fall short stand first, the earliest month before the later ones. */
function inOrder(lines: readonly Line[]): Line[] {
  return lines.toSorted((a, b) => (a.firstShort?.month ?? '9').localeCompare(b.firstShort?.month ?? '9') || a.institution.code.localeCompare(b.institution.code));
}

const allOf = (line: Line, of: 'received' | 'due') => sumOf(line.months.flatMap((month) => [month[of].paid, month[of].owed, month[of].planned]));

function Overview({ lines, open }: { lines: readonly Line[]; open: (institution: string) => void }) {
  const t = useWords(words);
  return (
    <Card size="small">
      <Table<Line> size="small" rowKey={({ institution }) => institution.id} dataSource={inOrder(lines)} pagination={pagesFor(lines.length)} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('institution'), key: 'institution', fixed: 'left', render: (_, { institution }) => <Button type="link" size="small" onClick={() => open(institution.id)}>{institution.name}</Button> },
          { title: t('opening'), key: 'opening', align: 'right', render: (_, { opening }) => (opening === null || opening === undefined ? <span className="quiet">—</span> : <Money value={opening} />) },
          { title: t('received'), key: 'received', align: 'right', render: (_, line) => <Money value={allOf(line, 'received')} /> },
          { title: t('due'), key: 'due', align: 'right', render: (_, line) => <Money value={allOf(line, 'due')} /> },
          { title: t('closing'), key: 'closing', align: 'right', render: (_, { closing }) => <Money value={closing} /> },
          {
            title: t('short'), key: 'short', render: (_, { firstShort }) => (firstShort
              ? <span className="state state-RETURNED">{firstShort.month} · {moneyText(sumOf([firstShort.amount]))}</span> : <span className="quiet">{t('never')}</span>),
          },
        ]} />
    </Card>
  );
}

/** Which institution is shown: the one of the address, else the only one; none while all are listed. */
function useChosen(): [string | undefined, (institution: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = (institution: string | undefined) => setSearch((params) => {
    if (institution === undefined) params.delete('institution');
    else params.set('institution', institution);
    return params;
  });
  return [search.get('institution') ?? undefined, choose];
}

/** The last moment of a day that is past; nothing for today. */
const endOf = (day: string): string | null => (day === '' || day >= today() ? null : `${day}T23:59:59+08:00`);

const ownRoles: readonly Role[] = ['HOSPITAL_HEAD', 'INSTITUTION_FINANCE'];

/** The institutions to choose from: for a bureau all of the region, else one's own. */
function useChoices(): Array<{ id: string; name: string }> {
  const { region } = usePlace();
  const { account, holds } = useSession();
  const whole = holds(region, bureaus);
  const { data, fetchMore } = useQuery(CashInstitutions, { variables: { region }, skip: !whole });
  useRest(fetchMore, { after: data?.institutions });
  if (whole) return nodesOf(data?.institutions);
  const own = account.grants.flatMap(({ role, region: { code }, institution }) => (code === region && institution && ownRoles.includes(role) ? [institution] : []));
  return [...new Map(own.map((each) => [each.id, each])).values()];
}

export function CashPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const [picked, choose] = useChosen();
  const [day, setDay] = useState('');
  const choices = useChoices();
  const chosen = picked ?? (choices.length === 1 ? choices[0]?.id : undefined);
  const asOf = endOf(day);
  const { data, error, refetch } = useQuery(CashOverview, { variables: { region, year, asOf }, skip: chosen !== undefined });
  const name = choices.find(({ id }) => id === chosen)?.name;
  const tools = (
    <>
      <label className="as-of" htmlFor="cash-as-of">{t('asOf')}<Input id="cash-as-of" type="date" max={today()} value={day} onChange={(event) => setDay(event.target.value)} /></label>
      {choices.length > 1 && (
        <Select aria-label={t('institution')} style={{ minWidth: 200 }} showSearch={{ optionFilterProp: 'label' }} value={chosen ?? ''} onChange={(id) => choose(id === '' ? undefined : id)}
          options={[{ value: '', label: t('all') }, ...choices.map((each) => ({ value: each.id, label: each.name }))]} />
      )}
    </>
  );
  return (
    <Page title={name === undefined ? t('title', { year: String(year) }) : t('titleOf', { name, year: String(year) })} lead={t('lead')} extra={tools}
      error={error} retry={() => void refetch()} waiting={chosen === undefined && !data}>
      {chosen !== undefined && <CashOf key={`${region}/${year}/${chosen}`} institution={chosen} asOf={asOf} />}
      {chosen === undefined && data && (
        <>
          <Waiting waiting={data.cash.waiting} />
          {data.cash.institutions.length === 0 ? <Empty description={t('none')} /> : <Overview lines={data.cash.institutions} open={choose} />}
        </>
      )}
    </Page>
  );
}
