/** One account takes over from another on a day: which roles change hands is told before it is done. */
import { useQuery } from '@apollo/client/react';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import type { ColleaguesQuery } from '../gql/graphql.ts';
import { ActDialog, AtField, useAct } from '../kit/act-dialog.tsx';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

const Colleagues = graphql(`
  query Colleagues($region: Int!, $after: String) {
    heldGrants(region: $region, first: 200, after: $after, staff: false) {
      edges { cursor node { id account login name role institution department validFrom validUntil } }
      pageInfo { ...Rest }
    }
  }
`);

const HandOver = graphql(`mutation HandOver($region: Int!, $from: ID!, $to: ID!, $on: Day!) { handOver(region: $region, from: $from, to: $to, on: $on) }`);

type HeldGrant = ColleaguesQuery['heldGrants']['edges'][number]['node'];

/** The grants that would change hands: all that hold on the day, but not one's own payslips. */
function handedOver(grants: readonly HeldGrant[], from: string, on: string): HeldGrant[] {
  return grants.filter(({ account, role, validFrom, validUntil }) => account === from && role !== 'STAFF' && validFrom <= on && (!validUntil || validUntil > on));
}

export function HandOverDialog({ from, close }: { from: string; close: () => void }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { account: me } = useSession();
  const { data, fetchMore } = useQuery(Colleagues, { variables: { region }, fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  useRest(fetchMore, { after: data?.heldGrants });
  const grants = nodesOf(data?.heldGrants);
  const [to, setTo] = useState<string>();
  const [on, setOn] = useState(today());
  const act = useAct(HandOver, { region, from, to: to ?? '', on }, close);
  const accounts = new Map(grants.map(({ account, login, name }) => [account, `${name} ${login}`]));
  const moving = handedOver(grants, from, on);
  const said = moving.map(({ role, institution, department }) => [k(`role_${role}`), institution, department].filter(Boolean).join(' · '));
  const ready = to !== undefined && on !== '';
  return (
    <ActDialog title={t('handOver')} places={['from', 'to', 'on']} ready={ready} act={act} close={close}
      says={ready && (
        <>
          <p>{t('willHandOver', { on, from: accounts.get(from) ?? '', to: accounts.get(to) ?? '' })}</p>
          <ul className="rules">{said.map((each, index) => <li key={moving[index]?.id}>{each}</li>)}</ul>
        </>
      )}>
      <AtField at="from" label={t('giver')}>{(id) => <Input id={id} readOnly value={accounts.get(from)} />}</AtField>
      <AtField at="to" label={t('receiver')} required hint={t('receiverHint')}>
        {(id) => <Select id={id} value={to} onChange={setTo} showSearch={{ optionFilterProp: 'label' }}
          options={[...accounts].filter(([account]) => account !== from && account !== me.id).map(([value, label]) => ({ value, label }))} />}
      </AtField>
      <AtField at="on" label={t('onDay')} required>{(id) => <Input id={id} type="date" value={on} min={today()} onChange={(event) => setOn(event.target.value)} />}</AtField>
    </ActDialog>
  );
}
