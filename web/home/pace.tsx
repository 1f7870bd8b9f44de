/** Early warning: how fast each package is used, with the band in which the year will end. */
import { useQuery } from '@apollo/client/react';
import { Card, Tag } from 'antd';
import { parseMoney } from '../../server/core/money.ts';
import { graphql } from '../gql/index.ts';
import type { PacesQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { words } from './words.ts';

const Paces = graphql(`
  query Paces($region: Int!, $year: Int!) {
    paces(region: $region, year: $year) { consortium { id name } package used left months expected low high monthsPaid usedUpIn warnings }
  }
`);

type Pace = PacesQuery['paces'][number];

/** Where on the bar an amount lies, in thousandths of its length; the bar is as long as the greatest of package and band. */
function placeOf(amount: string, { package: whole, high }: Pace): number {
  const [part, ...others] = [amount, whole, high].map((each) => parseMoney(each, '')) as [bigint, ...bigint[]];
  const length = others.reduce((most, each) => (each > most ? each : most), 1n);
  return Number((part * 1000n) / length) / 10;
}

function Bar({ pace }: { pace: Pace }) {
  const t = useWords(words);
  const at = (amount: string) => placeOf(amount, pace);
  return (
    <div className="pace-bar" role="img" aria-label={t('paceBar', { used: pace.used, expected: pace.expected, low: pace.low, high: pace.high, package: pace.package })}>
      <span className="pace-band" style={{ left: `${at(pace.low)}%`, width: `${Math.max(at(pace.high) - at(pace.low), 0.3)}%` }} />
      <span className="pace-used" style={{ width: `${at(pace.used)}%` }} />
      <span className="pace-expected" style={{ left: `${at(pace.expected)}%` }} />
      <span className="pace-package" style={{ left: `${at(pace.package)}%` }} />
    </div>
  );
}

function PaceCard({ pace }: { pace: Pace }) {
  const t = useWords(words);
  const figures: Array<[title: string, value: string]> = [[t('pacePackage'), pace.package], [t('paceUsed', { months: String(pace.months) }), pace.used], [t('paceExpected'), pace.expected]];
  return (
    <Card size="small" title={<h3 className="card-title">{pace.consortium.name}</h3>}
      extra={pace.warnings.length === 0 ? <Tag className="fine">{t('paceFine')}</Tag> : pace.warnings.map((each) => <Tag key={each} color={each === 'OVER' ? 'red' : 'orange'}>{t(`pace_${each}`)}</Tag>)}>
      <Bar pace={pace} />
      <dl className="pace-figures">
        {figures.map(([title, value]) => <div key={title}><dt className="quiet">{title}</dt><dd><Money value={value} /></dd></div>)}
        <div><dt className="quiet">{t('paceBand')}</dt><dd><Money value={pace.low} /> – <Money value={pace.high} /></dd></div>
        <div><dt className="quiet">{t('paceMonths')}</dt><dd>{pace.monthsPaid ?? '–'}{pace.usedUpIn && ` · ${t('paceUsedUp', { month: pace.usedUpIn })}`}</dd></div>
      </dl>
    </Card>
  );
}

export function EarlyWarning() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error } = useQuery(Paces, { variables: { region, year } });
  if (!data) return <Refused error={error} />;
  if (data.paces.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t('pace', { year: String(year) })}</h2>
      <p className="page-lead">{t('paceLead')}</p>
      <div className="cards cards-wide">{data.paces.map((pace) => <PaceCard key={pace.consortium.id} pace={pace} />)}</div>
    </section>
  );
}
