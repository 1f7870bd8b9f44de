/** Layouts of the files by which banks pay wages (代发文件), as data: which columns, in which form, and what stands around them. */
import { formatMoney, type Money } from '../money.ts';
import { refuse, type Words } from '../refusal.ts';

/** What a cell of a line holds. */
type Cell = 'sequence' | 'name' | 'account' | 'fen' | 'yuan' | 'note' | { text: string };
/** What a cell of the header or trailer holds: of the batch, its control totals among it. */
type Edge = 'number' | 'day' | 'count' | 'fen' | 'yuan' | { text: string };

interface Column {
  title: string;
  of: Cell;
}

export interface Layout {
  title: Words;
  form: 'text' | 'sheet';
  /** Of a text file, between its cells. */
  delimiter: string;
  header: readonly Edge[];
  /** Whether the titles of the columns are a line of their own. */
  titled: boolean;
  columns: readonly Column[];
  trailer: readonly Edge[];
}

export const layouts = {
  DELIMITED: {
    title: { zh: '文本（竖线分隔，首尾控制行，金额到分）', en: 'Text: parted by bars, control lines at both ends, amounts in fen' },
    form: 'text', delimiter: '|', titled: false,
    header: [{ text: 'H' }, 'number', 'day', 'count', 'fen'],
    columns: [{ title: 'D', of: { text: 'D' } }, { title: '序号', of: 'sequence' }, { title: '账号', of: 'account' }, { title: '户名', of: 'name' }, { title: '金额(分)', of: 'fen' }, { title: '备注', of: 'note' }],
    trailer: [{ text: 'T' }, 'count', 'fen'],
  },
  CSV: {
    title: { zh: 'CSV（有列名，末行合计）', en: 'CSV: with titles, and a line of totals' },
    form: 'text', delimiter: ',', titled: true, header: [],
    columns: [{ title: '序号', of: 'sequence' }, { title: '户名', of: 'name' }, { title: '账号', of: 'account' }, { title: '金额', of: 'yuan' }, { title: '备注', of: 'note' }],
    trailer: [{ text: '合计' }, 'count', { text: '' }, 'yuan', { text: '' }],
  },
  SHEET: {
    title: { zh: 'Excel 表（序号、户名、账号、金额、备注）', en: 'Spreadsheet: number, name, account, amount, note' },
    form: 'sheet', delimiter: '', titled: true, header: [],
    columns: [{ title: '序号', of: 'sequence' }, { title: '户名', of: 'name' }, { title: '账号', of: 'account' }, { title: '金额', of: 'yuan' }, { title: '备注', of: 'note' }],
    trailer: [{ text: '合计' }, 'count', { text: '' }, 'yuan', { text: '' }],
  },
} as const satisfies Record<string, Layout>;
export type LayoutName = keyof typeof layouts;

export interface BatchLine {
  sequence: number;
  name: string;
  account: string;
  amount: Money;
}

export interface BatchFile {
  number: string;
  day: string;
  note: string;
  lines: readonly BatchLine[];
  /** Control totals: the number of lines, and their sum in fen. */
  count: number;
  total: Money;
}

const lineTexts: Record<Exclude<Cell, object>, (line: BatchLine, batch: BatchFile) => string> = {
  sequence: ({ sequence }) => String(sequence), name: ({ name }) => name, account: ({ account }) => account,
  fen: ({ amount }) => String(amount), yuan: ({ amount }) => formatMoney(amount), note: (_line, { note }) => note,
};

const edgeTexts: Record<Exclude<Edge, object>, (batch: BatchFile) => string> = {
  number: ({ number }) => number, day: ({ day }) => day.replaceAll('-', ''), count: ({ count }) => String(count),
  fen: ({ total }) => String(total), yuan: ({ total }) => formatMoney(total),
};

/** A name must not be taken for two cells, or for two lines (BATCH_TEXT_SIGN). */
function requireWhole({ delimiter, form }: Layout, lines: readonly BatchLine[]): void {
  if (form !== 'text') return;
  for (const { name, sequence } of lines) {
    if (name.includes(delimiter) || /[\p{Cc}"]/u.test(name)) refuse('BATCH_TEXT_SIGN', 'name', { person: `${sequence}`, found: name });
  }
}

/** The lines of a batch's file as cells, header and trailer with them. */
export function rowsOf(name: LayoutName, batch: BatchFile): string[][] {
  const layout: Layout = layouts[name];
  requireWhole(layout, batch.lines);
  const around = (cells: readonly Edge[]): string[][] => (cells.length === 0 ? [] : [cells.map((cell) => (typeof cell === 'object' ? cell.text : edgeTexts[cell](batch)))]);
  return [
    ...around(layout.header),
    ...(layout.titled ? [layout.columns.map(({ title }) => title)] : []),
    ...batch.lines.map((line) => layout.columns.map(({ of }) => (typeof of === 'object' ? of.text : lineTexts[of](line, batch)))),
    ...around(layout.trailer),
  ];
}

/** The text of a batch's file, its lines ended as banks' programs expect them. */
export function textOf(name: LayoutName, batch: BatchFile): string {
  return rowsOf(name, batch).map((cells) => `${cells.join(layouts[name].delimiter)}\r\n`).join('');
}
