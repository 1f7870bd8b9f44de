/** What waits for the reader, the key figures of the year, and the river of money. */
import { useQuery } from '@apollo/client/react';
import { Card } from 'antd';
import { Link } from 'react-router';
import { parseMoney, sumMoney } from '../../server/core/money.ts';
import { graphql } from '../gql/index.ts';
import type { OverviewQuery, Role } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { words as kitWords } from '../kit/words.ts';
import { EarlyWarning } from './pace.tsx';
import { River } from './river.tsx';
import { words } from './words.ts';

const Tasks = graphql(`
  query Tasks($region: Int!, $year: Int!) { tasks(region: $region, year: $year) { id title { zh en } detail { zh en } path urgent } }
`);

const Overview = graphql(`
  query Overview($region: Int!, $year: Int!) {
    budget(region: $region, year: $year) { id financing packages { consortium { id } amount } }
    report(region: $region, year: $year) { rows { people total } sum { total basicPaid incentivePaid } }
    river(region: $region, year: $year) {
      year
      nodes { id account title { zh en } since { zh en } depth }
      links { source target amount stages { zh en } run step row }
    }
  }
`);

const overviewRoles: readonly Role[] = [...bureaus, 'HOSPITAL_HEAD'];

function TaskList() {
  const t = useWords(words);
  const say = useSay();
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(Tasks, { variables: { region, year } });
  return (
    <Page title={t('waiting')} error={error} retry={() => void refetch()} waiting={!data}>
      {data?.tasks.length === 0 && <p className="quiet">{t('nothingWaits')}</p>}
      <ul className="task-list">
        {data?.tasks.map((task) => (
          <li key={task.id}>
            <Link to={task.path} className="task">
              <span className="task-title">{say(task.title)} {task.urgent && <span className="state state-RETURNED">{t('urgent')}</span>}</span>
              <span className="quiet">{say(task.detail)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function KeyFigure({ title, value, path }: { title: string; value: string | bigint; path: string }) {
  const k = useWords(kitWords);
  return (
    <Link to={path}>
      <Card size="small" hoverable>
        <span className="quiet">{title}</span>
        <div className="card-figure"><Money value={value} /> <span className="quiet unit">{k('yuan')}</span></div>
      </Card>
    </Link>
  );
}

function KeyFigures({ overview }: { overview: OverviewQuery }) {
  const t = useWords(words);
  const { budget, report } = overview;
  const people = report.rows.filter(({ total }) => parseMoney(total, '') !== 0n).reduce((sum, row) => sum + row.people, 0);
  const paid = sumMoney([report.sum.basicPaid, report.sum.incentivePaid].map((amount) => parseMoney(amount, '')));
  return (
    <div className="cards">
      {budget && <KeyFigure title={t('financing')} value={budget.financing} path="/budget" />}
      {budget && <KeyFigure title={t('packages')} value={sumMoney(budget.packages.map(({ amount }) => parseMoney(amount, '')))} path="/budget" />}
      <KeyFigure title={t('payTotal')} value={report.sum.total} path="/pay" />
      <KeyFigure title={t('paid')} value={paid} path="/report" />
      <Card size="small">
        <span className="quiet">{t('people')}</span>
        <div className="card-figure">{people} <span className="quiet unit">{t('peopleUnit')}</span></div>
      </Card>
    </div>
  );
}

function YearOverview() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(Overview, { variables: { region, year } });
  return (
    <Page level={2} title={t('figures', { year: String(year) })} error={error} retry={() => void refetch()} waiting={!data}>
      {data && <><KeyFigures overview={data} /><River river={data.river} /></>}
    </Page>
  );
}

export function HomePage() {
  const { region } = usePlace();
  const { holds } = useSession();
  return (
    <div className="stack">
      <TaskList />
      {holds(region, overviewRoles) && <EarlyWarning />}
      {holds(region, overviewRoles) && <YearOverview />}
    </div>
  );
}
