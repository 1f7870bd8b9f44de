/** The settlement of the year: what was spent, what was certified, and who gets or bears what. */
import { useQuery } from '@apollo/client/react';
import { Empty, Tabs } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { ColumnChart } from '../kit/column-chart.tsx';
import type { Focus } from '../kit/figures.ts';
import { useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { budgetMakers, bureaus } from '../kit/roles.ts';
import { lastYear, namesByCode } from '../kit/rows.ts';
import { SeenRun } from '../kit/seen-run.tsx';
import { useSession } from '../kit/session.tsx';
import { useSheet } from '../kit/sheet-view.tsx';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { words as kitWords } from '../kit/words.ts';
import { Workspace } from '../kit/workspace.tsx';
import { CertificatePanel } from './certificate-panel.tsx';
import { PrepareSettlement, SettlementDraft, Settlements } from './settlement.graphql.ts';
import { SpendingPanel } from './spending-panel.tsx';
import { words } from './words.ts';

const focus: Focus = { stage: 'settlement', given: 'budget', stepsDown: true };

interface Known {
  rowNames: ReadonlyMap<string, string>;
  previous: ReadonlyMap<string, string>;
}

function Waterfall() {
  const t = useWords(words);
  const { sheet } = useSheet();
  const table = sheet.policy.tables.get('consortia');
  return table && <ColumnChart table={table} title={t('waterfall')} />;
}

function MakeSettlement(known: Known) {
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(SettlementDraft, { variables: { region, year } });
  const [prepareSettlement] = useVerb(PrepareSettlement, { awaitRefetchQueries: true });
  if (!data) return <Refused error={error} />;
  return (
    <Workspace key={`${region}/${year}`} {...known} draft={data.settlementDraft} focus={focus}
      prepare={holds(region, ['HEALTH_BUREAU'])
        ? async (preparing) => (await prepareSettlement({ region, year, ...preparing })).error
        : undefined}>
      <Waterfall />
    </Workspace>
  );
}

/** Before the budget of the year is approved there is nothing to settle. */
function BudgetFirst() {
  const t = useWords(words);
  const { year } = usePlace();
  return <Empty description={t('budgetFirst', { year: String(year) })}><Link to="/budget">{t('toBudget', { year: String(year) })}</Link></Empty>;
}

function Settle() {
  const k = useWords(kitWords);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error, fetchMore } = useQuery(Settlements, { variables: { region, year, lastYear: year - 1 } });
  useRest(fetchMore, { institutionsAfter: data?.institutions });
  if (!data) return <Refused error={error} />;
  if (data.consortia.length === 0) return <Empty description={k('noConsortium')} />;
  if (!data.budget) return <BudgetFirst />;
  const known = {
    rowNames: namesByCode([...data.consortia, ...nodesOf(data.institutions)]),
    previous: lastYear(data.lastSettlement?.run.amounts),
  };
  if (holds(region, budgetMakers)) return <MakeSettlement {...known} />;
  return <SeenRun id={data.settlement?.run.id} focus={focus} {...known}><Waterfall /></SeenRun>;
}

export function SettlementPage() {
  const t = useWords(words);
  const [search] = useSearchParams();
  const { region, year } = usePlace();
  const { holds } = useSession();
  const tabs = [
    { key: 'settle', label: t('settle'), children: <Settle /> },
    ...(holds(region, bureaus) ? [
      { key: 'spending', label: t('spending'), children: <SpendingPanel /> },
      { key: 'certificates', label: t('certificates'), children: <CertificatePanel /> },
    ] : []),
  ];
  return (
    <Page title={t('title', { year: String(year) })} lead={t('lead')}>
      <Tabs items={tabs} defaultActiveKey={search.get('tab') ?? 'settle'} />
    </Page>
  );
}
