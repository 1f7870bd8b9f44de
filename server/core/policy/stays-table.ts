/** Stays as a table of texts, as a spreadsheet or a CSV file has them: headings in either language, options by their titles. */
import { suggestion } from '../feel/suggest.ts';
import { formatMoney } from '../money.ts';
import { Refusal, say, type Fault } from '../refusal.ts';
import type { Calculator, RawStay, StayOutcome } from './benefit.ts';
import { payerWords } from './payers.ts';
import type { Language, Quantity, Words } from './policy.ts';
import { amountTitle } from './titles.ts';

/** A stay and the line of the table on which it stands, the heading being 1. */
export interface LinedStay {
  line: number;
  stay: RawStay;
}

interface Column {
  id: string;
  title: Words;
  quantity?: Quantity;
}

const truth: Record<'true' | 'false', Words> = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } };
const results = {
  bill: { zh: '费用合计', en: 'Bill' },
  warnings: { zh: '提醒', en: 'Warnings' },
  faults: { zh: '问题', en: 'Faults' },
} satisfies Record<string, Words>;

/** The columns of a stay, its key first. */
export function columnsOfStay({ table: { key, keyTitle, columns } }: Calculator): Column[] {
  return [{ id: key, title: keyTitle }, ...columns.values()];
}

function isCalled(text: string, { zh, en }: Words): boolean {
  return text === zh || text.toLowerCase() === en.toLowerCase();
}

/** What an answer or an option is called becomes what the policy calls it; anything else stays as it is written. */
function valueOf(text: string, quantity: Quantity | undefined): string {
  if (quantity?.kind === 'boolean') return (['true', 'false'] as const).find((value) => isCalled(text, truth[value])) ?? text;
  return [...(quantity?.options ?? [])].find(([, title]) => isCalled(text, title))?.[0] ?? text;
}

/** What a value is called in a table. */
function calledAs(value: string, quantity: Quantity | undefined, language: Language): string {
  if (quantity?.kind === 'boolean' && (value === 'true' || value === 'false')) return truth[value][language];
  return quantity?.options?.get(value)?.[language] ?? value;
}

/** Titles of what a result adds to a stay: nothing stands there when such a table is read again. */
function resultTitles({ benefit, policy }: Calculator): Words[] {
  return [...Object.values(results), ...benefit.payers.map(({ payer }) => payerWords[payer]), ...benefit.shows.map(({ amount }) => amountTitle(policy, amount))];
}

/** The column under each heading; a title that a result has too counts where it stands first. */
function readHeading(calculator: Calculator, heading: readonly string[]): Array<Column | undefined> {
  const known = columnsOfStay(calculator);
  const given = resultTitles(calculator);
  const faults: Fault[] = [];
  const names = ({ id, title }: Column, text: string): boolean => id === text || isCalled(text, title);
  const read = heading.map((text, index) => known.find((column) => names(column, text) && !heading.slice(0, index).some((before) => names(column, before))));
  for (const [index, text] of heading.entries()) {
    if (read[index] || text === '' || given.some((title) => isCalled(text, title))) continue;
    const titles = known.flatMap(({ title }) => [title.zh, title.en]);
    if (known.some((column) => names(column, text))) faults.push({ code: 'STAYS_HEADING_TWICE', at: 'heading', values: { found: text } });
    else faults.push({ code: 'STAYS_HEADING_UNKNOWN', at: 'heading', values: { found: text, suggestion: suggestion(text, titles) } });
  }
  if (faults.length > 0) throw new Refusal(faults);
  return read;
}

/**
 * The stays of a table whose first line names the columns, by title in either language or by name; an empty cell takes the
 * default, an empty line is passed over. Without a column for the key every stay has its line. Refuses headings that are
 * none (STAYS_HEADING_UNKNOWN, STAYS_HEADING_TWICE).
 */
export function readStays(calculator: Calculator, [heading = [], ...rows]: ReadonlyArray<readonly string[]>): LinedStay[] {
  const columns = readHeading(calculator, heading.map((text) => text.trim()));
  const { key } = calculator.table;
  const keyed = columns.some((column) => column?.id === key);
  return rows.flatMap((row, index): LinedStay[] => {
    const cells = columns.flatMap((column, at): Array<[string, string]> => {
      const text = (row[at] ?? '').trim();
      return column === undefined || text === '' ? [] : [[column.id, valueOf(text, column.quantity)]];
    });
    const line = index + 2;
    if (cells.length === 0) return [];
    return [{ line, stay: Object.fromEntries(keyed ? cells : [[key, String(line)], ...cells]) }];
  });
}

/** The table to fill in: the headings, and the stays of the policy's own examples as they would be typed. */
export function templateOf(calculator: Calculator, stays: readonly RawStay[], language: Language): string[][] {
  const columns = columnsOfStay(calculator);
  return [columns.map(({ title }) => title[language]), ...stays.map((stay) => columns.map(({ id, quantity }) => calledAs(stay[id] ?? '', quantity, language)))];
}

/** What a fault of a stay says, with the title of its column. */
export function sayStayFault(calculator: Calculator, fault: Fault, language: Language): string {
  const column = columnsOfStay(calculator).find(({ id }) => fault.at === `stay.${id}`);
  if (!column) return say(fault, language);
  const title = column.title[language];
  const called = [...(column.quantity?.options?.values() ?? [])].map((option) => option[language]).join(language === 'zh' ? '、' : ', ');
  const sentence = say({ ...fault, at: title, values: { ...fault.values, ...(called !== '' && { allowed: called }) } }, language);
  return sentence.includes(title) ? sentence : `${title}: ${sentence}`;
}

/** The stays with what came of each, headings first. */
export function resultsTable(calculator: Calculator, stays: readonly RawStay[], outcomes: readonly StayOutcome[], language: Language): string[][] {
  const { benefit, policy } = calculator;
  const shown = benefit.shows.map(({ amount }) => amountTitle(policy, amount)[language]);
  const paying = benefit.payers.map(({ payer }) => payerWords[payer][language]);
  const [heading, ...rows] = templateOf(calculator, stays, language) as [string[], ...string[][]];
  return [
    [...heading, results.bill[language], ...paying, ...shown, results.warnings[language], results.faults[language]],
    ...rows.map((row, index) => {
      const { paid, faults = [] } = outcomes[index] as StayOutcome;
      const amounts = paid ? [formatMoney(paid.bill), ...paid.shares.map((share) => formatMoney(share.paid)), ...paid.shows.map(({ value }) => value)] : Array.from({ length: 1 + paying.length + shown.length }, () => '');
      const warned = (paid?.warnings ?? []).map(({ says }) => says[language]);
      return [...row, ...amounts, warned.join(' '), faults.map((fault) => sayStayFault(calculator, fault, language)).join(' ')];
    }),
  ];
}
