/** The versions of a thing: when, by whom and why, what each changed to the fen, and what still stands on the version before. */
import { Button, Table } from 'antd';
import { useState } from 'react';
import type { RunAroundQuery } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { Money } from './money.tsx';
import { runWords } from './run-words.ts';
import { instantText } from './time.ts';
import { versionWords } from './version-words.ts';
import { words } from './words.ts';

export type Version = NonNullable<RunAroundQuery['run']>['line'][number];

type RowTitle = (row: string) => string;

function Differences({ of, rowTitle }: { of: Version; rowTitle: RowTitle }) {
  const t = useWords(runWords);
  const say = useSay();
  const columns = [
    { key: 'item', title: t('item'), render: (_: unknown, each: Version['differences'][number]) => `${say(each.title)}${each.row === null ? '' : ` · ${rowTitle(each.row)}`}` },
    { key: 'before', title: t('before'), align: 'right' as const, render: (_: unknown, each: Version['differences'][number]) => <Money value={each.before} /> },
    { key: 'now', title: t('now'), align: 'right' as const, render: (_: unknown, each: Version['differences'][number]) => <Money value={each.now} /> },
    { key: 'amount', title: t('difference'), align: 'right' as const, render: (_: unknown, each: Version['differences'][number]) => <Money value={each.amount} signed /> },
  ];
  return (
    <Table size="small" pagination={{ pageSize: 10, hideOnSinglePage: true }} columns={columns} dataSource={of.differences}
      rowKey={({ step, row }) => `${step}/${row ?? ''}`} scroll={{ x: 'max-content' }} />
  );
}

function LeftStanding({ of }: { of: Version }) {
  const t = useWords(versionWords);
  const say = useSay();
  if (of.leftStanding.length === 0) return null;
  return (
    <ul aria-label={t('leftStanding')}>
      {of.leftStanding.map(({ settled, run }) => (
        <li key={run.id}>{t('leftStanding')}{t(settled ? 'leftSettled' : 'leftStale', { stage: say(run.stageTitle), period: run.period })}</li>
      ))}
    </ul>
  );
}

function VersionCard({ of, rowTitle, read }: { of: Version; rowTitle: RowTitle; read?: () => void }) {
  const t = useWords(versionWords);
  const k = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const said = { name: of.preparedBy, at: instantText(of.preparedAt, language) };
  return (
    <section aria-label={t('version', { number: String(of.version) })}>
      <div className="row">
        <strong>{t('version', { number: String(of.version) })}</strong>
        <span className={`state state-${of.state}`}>{k(`state_${of.state}`)}</span>
        {of.change && <span>{t('changedFor', { kind: say(of.change) })}</span>}
        <span>{of.reason === '' ? t('firstBy', said) : t('versionBy', { ...said, reason: of.reason })}</span>
        <span className="quiet hash">{of.hash.slice(0, 12)}</span>
        {read && <Button size="small" onClick={read}>{t('readVersion')}</Button>}
      </div>
      {of.corrects && <Differences of={of} rowTitle={rowTitle} />}
      <LeftStanding of={of} />
    </section>
  );
}

/** Newest first. `show` draws another version than the one on the page. */
export function Versions({ line, current, rowTitle, show }: { line: readonly Version[]; current: string; rowTitle: RowTitle; show: (id: string) => React.ReactNode }) {
  const t = useWords(versionWords);
  const [reading, setReading] = useState<Version>();
  return (
    <>
      {line.toReversed().map((each) => (
        <VersionCard key={each.id} of={each} rowTitle={rowTitle} {...(each.id !== current && { read: () => setReading(reading?.id === each.id ? undefined : each) })} />
      ))}
      {reading && <section className="stack" aria-label={t('readingVersion', { number: String(reading.version) })}><h4>{t('readingVersion', { number: String(reading.version) })}</h4>{show(reading.id)}</section>}
    </>
  );
}
