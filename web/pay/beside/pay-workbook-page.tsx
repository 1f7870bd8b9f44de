/** The month's workbook beside a pay run, before the workbook is given up: who differs, in which item first, and why. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Form, Select, Upload } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { parseMoney } from '../../../server/core/money.ts';
import { say as sayFault } from '../../../server/core/refusal.ts';
import { workbookBeside, type Entry } from '../../../server/core/workbook-beside.ts';
import type { PayRunByIdQuery } from '../../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../../kit/language.tsx';
import { Page } from '../../kit/page.tsx';
import { usePlace } from '../../kit/place.tsx';
import { nodesOf, useRest } from '../../kit/whole.ts';
import type { Words } from '../../kit/words.ts';
import { PayRunById } from '../pay.graphql.ts';
import { words as payWords } from '../words.ts';
import { entriesOf, guessColumns, headerOf, megabytesMost, readBook, type Columns, type Sheet } from './read-book.ts';
import { Result } from './result.tsx';
import { words } from './words.ts';

type Line = NonNullable<PayRunByIdQuery['payRun']>['lines']['edges'][number]['node'];

interface Item {
  id: string;
  title: Words;
}

function entriesHere(lines: readonly Line[]): Entry[] {
  return [...Map.groupBy(lines, ({ person }) => person.code)].map(([key, own]) => (
    { key, name: own[0]?.person.name ?? '', amounts: new Map(own.map(({ item, amount }) => [item, parseMoney(amount, '')])) }));
}

interface Chosen {
  sheet: string;
  header: number;
  columns: Columns;
}

function chosenOf(sheet: Sheet, header: number, items: readonly Item[]): Chosen {
  return { sheet: sheet.name, header, columns: guessColumns(sheet.rows[header] ?? [], items.map(({ id, title }) => ({ id, titles: [title.zh, title.en] }))) };
}

function ColumnForm({ sheets, chosen, items, change }: { sheets: readonly Sheet[]; chosen: Chosen; items: readonly Item[]; change: (next: Chosen) => void }) {
  const t = useWords(words);
  const say = useSay();
  const sheet = sheets.find(({ name }) => name === chosen.sheet) as Sheet;
  const options = (sheet.rows[chosen.header] ?? []).map((title, value) => ({ value, label: title || t('column', { number: String(value + 1) }) }));
  const { columns } = chosen;
  const set = (more: Partial<Columns>) => change({ ...chosen, columns: { ...columns, ...more } });
  return (
    <Form layout="vertical" className="cards not-printed" component="div">
      <Form.Item label={t('sheet')} htmlFor="beside-sheet">
        <Select id="beside-sheet" value={chosen.sheet} options={sheets.map(({ name }) => ({ value: name, label: name }))}
          onChange={(name) => { const next = sheets.find((each) => each.name === name) as Sheet; change(chosenOf(next, headerOf(next), items)); }} />
      </Form.Item>
      <Form.Item label={t('headerRow')} htmlFor="beside-header">
        <Select id="beside-header" value={chosen.header} options={sheet.rows.slice(0, 30).map((_, value) => ({ value, label: String(value + 1) }))} onChange={(header) => change(chosenOf(sheet, header, items))} />
      </Form.Item>
      <Form.Item label={t('key')} htmlFor="beside-key"><Select id="beside-key" allowClear value={columns.key} options={options} onChange={(key: number | undefined) => set({ key })} /></Form.Item>
      <Form.Item label={t('name')} htmlFor="beside-name"><Select id="beside-name" allowClear value={columns.name} options={options} onChange={(name: number | undefined) => set({ name })} /></Form.Item>
      {items.map(({ id, title }) => (
        <Form.Item key={id} label={t('itemColumns', { item: say(title) })} htmlFor={`beside-${id}`}>
          <Select id={`beside-${id}`} mode="multiple" value={[...columns.items[id] ?? []]} options={options} onChange={(indices: number[]) => set({ items: { ...columns.items, [id]: indices } })} />
        </Form.Item>
      ))}
    </Form>
  );
}

function Compared({ sheet, chosen: { header, columns }, items, lines }: { sheet: Sheet; chosen: Chosen; items: readonly Item[]; lines: readonly Line[] }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { entries, faults } = useMemo(() => entriesOf(sheet, header, columns), [sheet, header, columns]);
  const here = useMemo(() => entriesHere(lines), [lines]);
  const mapped = items.filter(({ id }) => (columns.items[id] ?? []).length > 0).map(({ id }) => id);
  if (entries.length === 0) return <Alert type="info" showIcon title={t('noPeople')} />;
  if (mapped.length === 0) return <Alert type="info" showIcon title={t('noItems')} />;
  const titles = new Map(items.map(({ id, title }) => [id, say(title)]));
  const names = new Map(here.map(({ key, name }) => [key, name]));
  return (
    <>
      {faults.length > 0 && (
        <Alert type="error" showIcon title={t('faults', { count: String(faults.length) })} description={(
          <ul className="check-list">{faults.slice(0, 50).map(({ row, column, fault }) => <li key={`${row}/${column}`}>{t('fault', { row: String(row), column, what: sayFault(fault, language).trim() })}</li>)}</ul>
        )} />
      )}
      <Result compared={workbookBeside(mapped, entries, here)} titleOf={(item) => titles.get(item) ?? item} nameOf={(key) => names.get(key) ?? key} />
    </>
  );
}

function Workbook({ lines }: { lines: readonly Line[] }) {
  const t = useWords(words);
  const [sheets, setSheets] = useState<readonly Sheet[]>([]);
  const [chosen, setChosen] = useState<Chosen>();
  const [fault, setFault] = useState('');
  const items = useMemo(() => [...new Map(lines.map(({ item, itemTitle }) => [item, { id: item, title: itemTitle }])).values()], [lines]);
  const read = async (file: File) => {
    const book = await readBook(file);
    setFault(book.fault ? t(book.fault, { name: file.name, most: String(megabytesMost) }) : '');
    const found = book.fault ? [] : book.sheets;
    const first = found.find(({ rows }) => rows.length > 0);
    setSheets(found);
    setChosen(first && chosenOf(first, headerOf(first), items));
  };
  const sheet = sheets.find(({ name }) => name === chosen?.sheet);
  return (
    <div className="stack">
      <Card size="small" className="not-printed">
        <div className="stack">
          <Upload accept=".xlsx,.csv" showUploadList={false} beforeUpload={(file) => { void read(file); return false; }}><Button type="primary">{t('choose')}</Button></Upload>
          {fault !== '' && <Alert type="error" showIcon title={fault} />}
          {chosen && sheet && <ColumnForm sheets={sheets} chosen={chosen} items={items} change={setChosen} />}
        </div>
      </Card>
      {chosen && sheet && <Compared sheet={sheet} chosen={chosen} items={items} lines={lines} />}
    </div>
  );
}

export function PayWorkbookPage() {
  const t = useWords(words);
  const p = useWords(payWords);
  const { id = '' } = useParams();
  const { region } = usePlace();
  const { data, error, refetch, fetchMore } = useQuery(PayRunById, { variables: { region, id } });
  useRest(fetchMore, { linesAfter: data?.payRun?.lines });
  const payRun = data?.payRun;
  const lines = useMemo(() => nodesOf(payRun?.lines), [payRun?.lines]);
  const run = payRun ? p('runTitle', { institution: payRun.institution.name, month: payRun.period, kind: p(`kind_${payRun.kind}`) }) : '';
  return (
    <Page title={t('title', { run })} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!payRun} extra={<Link className="not-printed" to={`/pay/runs/${id}`}>{t('back')}</Link>}>
      <Workbook lines={lines} />
    </Page>
  );
}
