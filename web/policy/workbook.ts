/** Facts as an Excel workbook: one sheet of single values, then a sheet for each table; headings in the reader's language. */
import type { CellValue } from 'hucre';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import type { Fact, Policy, RawFacts, TableFact } from '../../server/core/policy/policy.ts';
import type { Language, Words } from '../kit/words.ts';
import { ofExample, type Given } from './trial.ts';
import { words } from './words.ts';

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Excel refuses longer names and these signs in them. */
const sheetName = (title: string): string => title.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31);

type Single = Pick<Fact, 'id' | 'title'>;

function singlesOf(policy: Policy): Single[] {
  return [...policy.facts.values(), ...policy.decisions.values()];
}

function columnsOf({ key, keyTitle, columns }: TableFact): Single[] {
  return [{ id: key, title: keyTitle }, ...columns.values()];
}

/** A workbook to fill in; it holds the first example, so that a reader sees what is meant. */
export async function templateOf(policy: Policy, language: Language): Promise<Blob> {
  const [example] = policy.examples;
  const given: Given = example ? ofExample(example) : { facts: {}, decisions: {} };
  const single = ({ id }: Single): string => {
    const value = given.facts[id] ?? given.decisions[id];
    return typeof value === 'string' ? value : '';
  };
  const singles = { name: words.singles[language], rows: [[words.item[language], words.value[language]], ...singlesOf(policy).map((each) => [each.title[language], single(each)])] };
  const tables = [...policy.tables.values()].map((table) => {
    const columns = columnsOf(table);
    const rows = given.facts[table.id];
    return {
      name: sheetName(table.title[language]),
      rows: [columns.map(({ title }) => title[language]), ...(Array.isArray(rows) ? rows : []).map((row) => columns.map(({ id }) => row[id] ?? ''))],
    };
  });
  return new Blob([new Uint8Array(await writeXlsx({ sheets: [singles, ...tables] }))], { type });
}

function textOf(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell).trim();
}

const isTitle = (title: Words, text: string): boolean => text === title.zh || text === title.en;

/** Rows under a heading, by the ids of the columns whose titles stand there. */
function rowsUnder(columns: readonly Single[], [heading = [], ...rows]: readonly CellValue[][]): Array<Record<string, string>> {
  const ids = heading.map((cell) => columns.find(({ title, id }) => isTitle(title, textOf(cell)) || id === textOf(cell))?.id);
  return rows.map((row) => Object.fromEntries(ids.flatMap((id, index) => {
    const text = textOf(row[index]);
    return id === undefined || text === '' ? [] : [[id, text] as const];
  }))).filter((row) => Object.keys(row).length > 0);
}

export interface WorkbookRead {
  given?: Given;
  fault?: { is: 'fileUnread' | 'fileOther'; values: Record<string, string> };
}

/** Reads the facts of a policy from a workbook whose sheets and headings are titled as in the template, in either language. */
export async function readWorkbook(policy: Policy, file: Pick<File, 'name' | 'arrayBuffer'>, language: Language): Promise<WorkbookRead> {
  const workbook = await file.arrayBuffer().then((bytes) => readXlsx(new Uint8Array(bytes))).catch(() => undefined);
  if (!workbook) return { fault: { is: 'fileUnread', values: { name: file.name } } };
  const sheetOf = (title: Words): CellValue[][] | undefined =>
    workbook.sheets.find(({ name }) => isTitle({ zh: sheetName(title.zh), en: sheetName(title.en) }, name))?.rows;
  const facts: RawFacts = {};
  const decisions: Record<string, string> = {};
  const singles = sheetOf(words.singles);
  for (const [item, value] of singles?.slice(1) ?? []) {
    const single = singlesOf(policy).find(({ title, id }) => isTitle(title, textOf(item)) || id === textOf(item));
    const text = textOf(value);
    if (!single || text === '') continue;
    if (policy.decisions.has(single.id)) decisions[single.id] = text;
    else facts[single.id] = text;
  }
  const tables = [...policy.tables.values()].map((table) => ({ table, rows: sheetOf(table.title) }));
  if (!singles && tables.every(({ rows }) => !rows)) {
    return { fault: { is: 'fileOther', values: { sheets: [words.singles, ...tables.map(({ table }) => table.title)].map((title) => title[language]).join(language === 'zh' ? '、' : ', ') } } };
  }
  for (const { table, rows } of tables) if (rows) facts[table.id] = rowsUnder(columnsOf(table), rows);
  return { given: { facts, decisions } };
}
