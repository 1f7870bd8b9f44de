/** Many stays at once: a template, a file, a table of results with totals, faults by line, and the results as a file. */
import { Alert, Button, Card, Checkbox, Spin, Table, Upload } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Calculator, RawStay } from '../../server/core/policy/benefit.ts';
import { examplesOf } from '../../server/core/policy/benefit-examples.ts';
import { saySplit } from '../../server/core/policy/benefit-words.ts';
import { groupMoney, parseMoney } from '../../server/core/money.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import type { BulkAsked, BulkFound } from './bulk.ts';
import type { Typed } from './stay.ts';
import { words } from './words.ts';

const faultsShown = 100;
const money = /^-?\d+\.\d\d$/;
const figure = /^-?\d+\.\d\d%?$/;

type Answer = { found: BulkFound } | { failed: string };

function save(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Works on files in a worker of its own, one at a time. */
function useWorker(): { work: (asked: BulkAsked) => void; answer: Answer | undefined; busy: string | undefined } {
  const worker = useRef<Worker>(undefined);
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState<string>();
  useEffect(() => () => worker.current?.terminate(), []);
  const work = (asked: BulkAsked) => {
    worker.current?.terminate();
    const made = new Worker(new URL('./bulk-worker.ts', import.meta.url), { type: 'module' });
    worker.current = made;
    setAnswer(undefined);
    setBusy(asked.file.name);
    const done = (next: Answer) => {
      setAnswer(next);
      setBusy(undefined);
      made.terminate();
    };
    made.addEventListener('message', ({ data }: MessageEvent<Answer>) => done(data));
    made.addEventListener('error', ({ message }) => done({ failed: message }));
    made.postMessage(asked, [asked.file.bytes]);
  };
  return { work, answer, busy };
}

type Found = Extract<BulkFound, { table: string[][] }>;

interface Line {
  line: number;
  stay: RawStay;
  cells: string[];
}

/** Grouped as amounts are read. */
const grouped = (cell: string): string => (money.test(cell) ? groupMoney(parseMoney(cell, '')) : cell);

interface ResultsProps {
  found: Found;
  /** How many columns are given; the results follow them. */
  given: number;
  open: (stay: RawStay) => void;
  download: () => void;
}

function Results({ found, given, open, download }: ResultsProps) {
  const t = useWords(words);
  const say = useSay();
  const [onlyFaulty, setOnlyFaulty] = useState(false);
  const { totals, faults, table: [heading = [], ...rows], lines, stays } = found;
  const faulty = useMemo(() => new Set(faults.map(({ line }) => line)), [faults]);
  // the results stand beside the key, what was given comes after them
  const columns = [...heading.keys()];
  const order = [0, ...columns.slice(given), ...columns.slice(1, given)];
  const all = rows.map((cells, index): Line => ({ line: lines[index] ?? 0, stay: stays[index] ?? {}, cells }));
  const shown = onlyFaulty ? all.filter(({ line }) => faulty.has(line)) : all;
  return (
    <Card size="small" title={t('totals', { stays: String(totals.stays), faulty: String(totals.faulty) })} extra={<Button type="primary" onClick={download}>{t('download')}</Button>}>
      <div className="stack">
        <p className="benefit-sentence" role="status">{say(saySplit({ bill: totals.bill, shares: totals.shares.map((share) => ({ ...share, amount: '' })) }))}</p>
        {faults.length > 0 && (
          <Alert type="warning" showIcon title={t('faults')}
            description={<ul className="rules">
              {faults.slice(0, faultsShown).map(({ line, says }) => <li key={`${line}${says}`}>{t('lineFault', { line: String(line), says })}</li>)}
              {faults.length > faultsShown && <li>{t('moreFaults', { count: String(faults.length - faultsShown) })}</li>}
            </ul>} />
        )}
        {faults.length > 0 && <Checkbox checked={onlyFaulty} onChange={({ target }) => setOnlyFaulty(target.checked)}>{t('onlyFaulty')}</Checkbox>}
        <div className="benefit-scroll">
          <Table<Line> size="small" rowKey="line" dataSource={shown} pagination={{ pageSize: 50, showSizeChanger: false, hideOnSinglePage: true }}
            columns={[
              { title: t('lineTitle'), key: 'line', align: 'right', render: (_, { line, stay }) => <button type="button" className="text-button" aria-label={t('open', { line: String(line) })} onClick={() => open(stay)}>{line}</button> },
              ...order.map((index) => ({
                title: heading[index], key: `${index}`, align: rows.some(({ [index]: cell = '' }) => figure.test(cell)) ? 'right' as const : 'left' as const,
                render: (_: unknown, { cells }: Line) => grouped(cells[index] ?? ''),
              })),
            ]} />
        </div>
      </div>
    </Card>
  );
}

interface BulkViewProps {
  /** The whole policy, with its examples. */
  policy: Policy;
  calculator: Calculator;
  typed: Typed;
  /** Shows a stay by itself. */
  open: (stay: RawStay) => void;
}

export function BulkView({ policy, calculator, typed, open }: BulkViewProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { work, answer, busy } = useWorker();
  const { id, title } = calculator.benefit;
  const read = async (file: File) => work({ policyText: policy.text, benefit: id, given: typed.given, language, file: { name: file.name, bytes: await file.arrayBuffer() } });
  const template = async () => {
    const { templateBook } = await import('./bulk.ts');
    save(`${policy.id}-${title[language]}.xlsx`, await templateBook(policy, id, examplesOf(policy, calculator)[0]?.stays ?? [], language));
  };
  const found = answer && 'found' in answer ? answer.found : undefined;
  const download = async (table: readonly string[][]) => {
    const { resultsBook } = await import('./bulk.ts');
    save(`${policy.id}-${title[language]}.xlsx`, await resultsBook(policy, id, table, language));
  };
  const told = answer && 'failed' in answer ? [answer.failed] : found?.refused ?? [];
  return (
    <div className="stack">
      <p className="page-lead">{t('bulkLead')}</p>
      <div className="row">
        <Button onClick={() => void template()}>{t('template')}</Button>
        <Upload accept=".xlsx,.csv" showUploadList={false} beforeUpload={(file) => { void read(file); return false; }}><Button type="primary" disabled={busy !== undefined}>{t('read')}</Button></Upload>
        {busy !== undefined && <span className="row" role="status"><Spin size="small" /> {t('working', { name: busy })}</span>}
      </div>
      {told.length > 0 && <Alert type="error" showIcon role="alert" title={t('cannot')} description={<ul className="rules">{told.map((line) => <li key={line}>{line}</li>)}</ul>} />}
      {found && found.refused === undefined && <Results found={found} given={1 + calculator.table.columns.size} open={open} download={() => void download(found.table)} />}
    </div>
  );
}
