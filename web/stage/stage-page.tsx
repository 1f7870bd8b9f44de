/** A stage of the policy's own in one period: tried, prepared, signed, explained. */
import { useQuery } from '@apollo/client/react';
import { Select, Skeleton } from 'antd';
import { useMemo } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { StageDraftOfQuery, YearStagesQuery } from '../gql/graphql.ts';
import { ColumnChart } from '../kit/column-chart.tsx';
import type { Focus } from '../kit/figures.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { namesByCode } from '../kit/rows.ts';
import { useSheet } from '../kit/sheet-view.tsx';
import { readSheet } from '../kit/sheet.ts';
import { pageOfStage } from '../kit/stage-pages.ts';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { Workspace } from '../kit/workspace.tsx';
import { CaseLoadsCard } from './case-loads.tsx';
import { InstitutionNames, PrepareStage, StageDraftOf, YearStages } from './stage.graphql.ts';
import { words } from './words.ts';

type Stage = YearStagesQuery['yearStages'][number];

/** The tables whose rows the stage moves money of. */
function Charts() {
  const say = useSay();
  const { sheet, moved } = useSheet();
  const named = new Set(sheet.policy.steps.filter(({ id, table }) => table !== undefined && moved.has(id)).map(({ table }) => table));
  return <>{[...sheet.policy.tables.values()].filter(({ id }) => named.has(id)).map((table) => <ColumnChart key={table.id} table={table} title={say(table.title)} />)}</>;
}

function Make({ stage, period, mine, data, names }: { stage: string; period: string; mine: boolean; data: StageDraftOfQuery; names: ReadonlyMap<string, string> }) {
  const { region } = usePlace();
  const [prepareStage] = useVerb(PrepareStage, { awaitRefetchQueries: true });
  const id = stage.toLowerCase().replaceAll('_', '-');
  const focus = useMemo((): Focus => {
    const given = readSheet(data.stageDraft).sheet?.policy.stages.get(id)?.restsOn[0]?.id;
    return { stage: id, ...(given !== undefined && { given }), stepsDown: true };
  }, [data, id]);
  return (
    <Workspace key={`${region}/${stage}/${period}`} rowNames={names} draft={data.stageDraft} focus={focus} above={<CaseLoadsCard stage={stage} period={period} />}
      prepare={mine ? async (preparing) => (await prepareStage({ region, stage, period, ...preparing })).error : undefined}>
      <Charts />
    </Workspace>
  );
}

function PeriodSelect({ stage, period }: { stage: Stage; period: string }) {
  const t = useWords(words);
  const navigate = useNavigate();
  return (
    <Select aria-label={t('period')} value={period} onChange={(next) => void navigate(pageOfStage(stage.stage, next))}
      options={stage.periods.map((each) => ({ value: each.period, label: each.period }))} />
  );
}

export function StagePage() {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { stage: slug = '', period = '' } = useParams();
  const name = slug.toUpperCase().replaceAll('-', '_');
  const year = useQuery(YearStages, { variables: { region, year: Number(period.slice(0, 4)) } });
  const { data, error, refetch } = useQuery(StageDraftOf, { variables: { region, stage: name, period } });
  const institutions = useQuery(InstitutionNames, { variables: { region } });
  useRest(institutions.fetchMore, { after: institutions.data?.institutions });
  const stage = year.data?.yearStages.find((each) => each.stage === name);
  const names = namesByCode([...data?.consortia ?? [], ...institutions.data ? nodesOf(institutions.data.institutions) : []]);
  return (
    <Page title={t('title', { stage: stage ? say(stage.title) : slug, period })} lead={stage && t('lead', { policy: say(stage.policy.title) })}
      extra={<>{stage && <PeriodSelect stage={stage} period={period} />}<Link to={`/year?year=${period.slice(0, 4)}`}>{t('backToYear')}</Link></>}
      error={error ?? year.error} retry={() => void refetch()}>
      {data && stage ? <Make stage={name} period={period} mine={stage.mine} data={data} names={names} /> : !error && <Skeleton active />}
    </Page>
  );
}
