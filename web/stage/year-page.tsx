/** The year at a glance: every stage of the policies in force, period by period, with its state. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty } from 'antd';
import { Link } from 'react-router';
import type { YearStagesQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { StateTag } from '../kit/run-panel.tsx';
import { pageOfStage } from '../kit/stage-pages.ts';
import { YearStages } from './stage.graphql.ts';
import { words } from './words.ts';

type Stage = YearStagesQuery['yearStages'][number];
type Period = Stage['periods'][number];

function PeriodState({ stage, period, titles }: { stage: Stage; period: Period; titles: ReadonlyMap<string, string> }) {
  const t = useWords(words);
  const label = stage.monthly ? period.period.slice(5) : period.period;
  return (
    <li className="year-period">
      <Link to={pageOfStage(stage.stage, period.period)}>{label}</Link>
      {period.run ? <StateTag state={period.run.state} />
        : <span className="quiet">{period.waitsFor.length > 0 ? t('waitsFor', { stages: period.waitsFor.map((each) => titles.get(each) ?? each).join(', ') }) : stage.mine ? t('ready') : t('notYet')}</span>}
    </li>
  );
}

function StageCard({ stage, titles }: { stage: Stage; titles: ReadonlyMap<string, string> }) {
  const t = useWords(words);
  const say = useSay();
  const done = stage.periods.filter(({ run }) => run?.state === 'POSTED').length;
  return (
    <Card size="small" title={<h2 className="card-title">{say(stage.title)}</h2>} extra={<span className="quiet">{t('progress', { done: String(done), all: String(stage.periods.length) })}</span>}>
      <ol className={stage.monthly ? 'year-periods year-months' : 'year-periods'}>
        {stage.periods.map((period) => <PeriodState key={period.period} stage={stage} period={period} titles={titles} />)}
      </ol>
    </Card>
  );
}

export function YearPage() {
  const t = useWords(words);
  const say = useSay();
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(YearStages, { variables: { region, year } });
  const titles = new Map(data?.yearStages.map(({ stage, title }) => [stage, say(title)]));
  return (
    <Page title={t('year', { year: String(year) })} lead={t('yearLead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data?.yearStages.length === 0 && <Empty description={t('none')} />}
      {[...Map.groupBy(data?.yearStages ?? [], ({ policy }) => policy.id).values()].map((stages) => (
        <section key={stages[0]!.policy.id} className="stack">
          <p className="quiet">{t('policy')} {say(stages[0]!.policy.title)} · {stages[0]!.policy.version}</p>
          {stages.map((stage) => <StageCard key={stage.stage} stage={stage} titles={titles} />)}
        </section>
      ))}
    </Page>
  );
}
