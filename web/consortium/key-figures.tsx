/** The figures of a consortium's year: what it has, what it used, what is owed to it, how it stands. */
import { useQuery } from '@apollo/client/react';
import { Card } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { MyConsortiumQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money, moneyText, sumOf } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { StateTag } from '../kit/run-panel.tsx';
import { HeadCash } from './consortium.graphql.ts';
import { words } from './words.ts';

type ConsortiumYear = MyConsortiumQuery['consortiumYears'][number];
type Pace = MyConsortiumQuery['paces'][number];

/** A figure with its page, where there is one, and a line about it. */
function Tile({ title, path, note, children }: { title: string; path?: string; note?: ReactNode; children: ReactNode }) {
  const card = (
    <Card size="small" hoverable={path !== undefined}>
      <span className="quiet">{title}</span>
      <div className="card-figure">{children}</div>
      {note && <span className="quiet">{note}</span>}
    </Card>
  );
  return path === undefined ? card : <Link to={path}>{card}</Link>;
}

function CashTiles({ head }: { head: string }) {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error } = useQuery(HeadCash, { variables: { region, year, institution: head } });
  const [cash] = data?.cash.institutions ?? [];
  if (!cash) return <Refused error={error} />;
  const short = cash.firstShort;
  const path = `/cash?institution=${head}`;
  return (
    <>
      <Tile title={t('received')} note={t('receivedHint')} path={path}><Money value={sumOf(cash.months.map(({ received }) => received.paid))} /></Tile>
      <Tile title={t('cash')} note={t('openCash')} path={path}>
        {short ? <span className="money-negative">{t('shortIn', { month: short.month, amount: moneyText(sumOf([short.amount])) })}</span> : t('enough')}
      </Tile>
    </>
  );
}

function Settled({ settlement }: { settlement: NonNullable<ConsortiumYear['settlement']> }) {
  const t = useWords(words);
  const [surplus, overspend] = [sumOf([settlement.surplus ?? '0']), sumOf([settlement.overspend ?? '0'])];
  const said = settlement.surplus === null ? undefined : overspend > 0n ? t('overspend', { amount: moneyText(overspend) }) : t('surplus', { amount: moneyText(surplus) });
  return <Tile title={t('settlement')} path="/settlement" note={said}><StateTag state={settlement.run.state} /></Tile>;
}

/** What the rest of the package pays, and when it will be used up. */
function PaceTiles({ pace }: { pace: Pace }) {
  const t = useWords(words);
  const note = [pace.monthsPaid && t('monthsLeft', { months: pace.monthsPaid }), pace.usedUpIn && t('usedUp', { month: pace.usedUpIn })].filter(Boolean).join(' · ');
  return (
    <>
      <Tile title={t('spent')} note={t('ofMonths', { months: String(pace.months) })} path="/"><Money value={pace.used} /></Tile>
      <Tile title={t('left')} note={note}><Money value={pace.left} /></Tile>
    </>
  );
}

export function KeyFigures({ of, pace }: { of: ConsortiumYear; pace: Pace | undefined }) {
  const t = useWords(words);
  const { score, settlement } = of;
  const owed = sumOf(of.accounts.flatMap(({ holds, balance }) => (holds === 'OWED' ? [balance] : [])));
  return (
    <div className="cards">
      <Tile title={t('package')} path="/budget" note={of.package === null ? t('packageMissing') : undefined}>{of.package === null || of.package === undefined ? '—' : <Money value={of.package} />}</Tile>
      {pace && <PaceTiles pace={pace} />}
      <CashTiles head={of.head.id} />
      <Tile title={t('owed')} note={t('owedHint')}><Money value={owed} /></Tile>
      {settlement ? <Settled settlement={settlement} /> : <Tile title={t('settlement')} path="/settlement">{t('settlementNone')}</Tile>}
      <Tile title={t('score')} path="/assessment" note={score && score.failedYears > 0 ? t('failed', { years: String(score.failedYears) }) : undefined}>
        {score ? <>{score.score} <span className="quiet unit">{score.grade}</span></> : t('noScore')}
      </Tile>
    </div>
  );
}
