/** The budget of the year: financing, what is carved out, and the package of each consortium. */
import { useQuery } from '@apollo/client/react';
import { Alert, Empty } from 'antd';
import { groupMoney } from '../../server/core/money.ts';
import { graphql } from '../gql/index.ts';
import { ColumnChart } from '../kit/column-chart.tsx';
import type { Focus } from '../kit/figures.ts';
import { useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { budgetMakers } from '../kit/roles.ts';
import { lastYear, namesByCode } from '../kit/rows.ts';
import { SeenRun } from '../kit/seen-run.tsx';
import { useSession } from '../kit/session.tsx';
import { useSheet } from '../kit/sheet-view.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Workspace } from '../kit/workspace.tsx';
import { lessForSaving, packagesIn, type Saved } from './saved.ts';
import { words } from './words.ts';

const Budgets = graphql(`
  query Budgets($region: Int!, $year: Int!, $lastYear: Int!) {
    budget(region: $region, year: $year) { id run { id } }
    lastBudget: budget(region: $region, year: $lastYear) { id run { id amounts { step row value } } }
    lastSettlement: settlement(region: $region, year: $lastYear) { id lines { consortium { id code } package surplus } }
    consortia(region: $region) { id code name }
  }
`);

const BudgetDraft = graphql(`
  query BudgetDraft($region: Int!, $year: Int!) { budgetDraft(region: $region, year: $year) { ...DraftFields } }
`);

const PrepareBudget = graphql(`
  mutation PrepareBudget($region: Int!, $year: Int!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String, $seen: String) {
    prepareBudget(region: $region, year: $year, facts: $facts, decisions: $decisions, reason: $reason, seen: $seen) { ...RunFields }
  }
`);

const focus: Focus = { stage: 'budget', stepsDown: true };

interface Known {
  saved: readonly Saved[];
  rowNames: ReadonlyMap<string, string>;
  previous: ReadonlyMap<string, string>;
}

function Packages({ saved }: { saved: readonly Saved[] }) {
  const t = useWords(words);
  const { sheet, outcome, rowTitle } = useSheet();
  const table = sheet.policy.tables.get('consortia');
  const less = outcome.evaluation ? lessForSaving(packagesIn(sheet.policy, outcome.printed, saved.map(({ code }) => code)), saved) : [];
  return (
    <>
      {less.map(({ code, before, now, surplus }) => (
        <Alert key={code} type="warning" showIcon title={t('lessForSaving', { name: rowTitle(code), surplus: groupMoney(surplus), before: groupMoney(before), now: groupMoney(now) })} />
      ))}
      {table && <ColumnChart table={table} title={t('packages')} />}
    </>
  );
}

function MakeBudget({ saved, ...known }: Known) {
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(BudgetDraft, { variables: { region, year } });
  const [prepareBudget] = useVerb(PrepareBudget, { awaitRefetchQueries: true });
  if (!data) return <Refused error={error} />;
  return (
    <Workspace key={`${region}/${year}`} {...known} draft={data.budgetDraft} focus={focus}
      prepare={holds(region, ['HEALTH_BUREAU'])
        ? async (preparing) => (await prepareBudget({ region, year, ...preparing })).error
        : undefined}>
      <Packages saved={saved} />
    </Workspace>
  );
}

export function BudgetPage() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error, refetch } = useQuery(Budgets, { variables: { region, year, lastYear: year - 1 } });
  const known = data && {
    rowNames: namesByCode(data.consortia), previous: lastYear(data.lastBudget?.run.amounts),
    saved: (data.lastSettlement?.lines ?? []).map(({ consortium, package: given, surplus }) => ({ code: consortium.code, package: given, surplus })),
  };
  return (
    <Page title={t('title', { year: String(year) })} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data?.consortia.length === 0 && <Empty description={k('noConsortium')} />}
      {known && known.rowNames.size > 0 && (holds(region, budgetMakers)
        ? <MakeBudget {...known} />
        : <SeenRun id={data.budget?.run.id} focus={focus} rowNames={known.rowNames} previous={known.previous}><Packages saved={known.saved} /></SeenRun>)}
    </Page>
  );
}
