/** Stays worked out on the command line: a CSV file in, the same with who pays what out. */
import { parseCsv, writeCsv } from 'hucre/csv';
import { calculatorOf, payStays, totalsOf, type Calculator, type Circumstances } from '../../core/policy/benefit.ts';
import { circumstancesIn, examplesOf } from '../../core/policy/benefit-examples.ts';
import { saySplit } from '../../core/policy/benefit-words.ts';
import type { Language, Policy } from '../../core/policy/policy.ts';
import { columnsOfStay, readStays, resultsTable, sayStayFault, templateOf } from '../../core/policy/stays-table.ts';
import type { Written } from '../../core/policy/raw-facts.ts';
import { inSpeech, type Speech } from './say.ts';

export interface Worked {
  /** The CSV file. */
  out: string;
  /** What is told beside it: faults by line, and the sum. */
  told: string[];
  faulty: number;
}

function languageOf(speech: Speech): Language {
  return speech === 'en' ? 'en' : 'zh';
}

const number = /^-?[\d.]+%?$/;

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it; a number below 0 does not. */
function csv(rows: readonly string[][]): string {
  const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) && !number.test(cell) ? `'${cell}` : cell);
  return `${writeCsv(rows.map((row) => row.map(safe)))}\r\n`;
}

/** The benefits of a policy with what is asked for, a line each. */
export function benefitsText(policy: Policy, speech: Speech): string {
  return [...policy.benefits.values()].map(({ id, title }) => {
    const calculator = calculatorOf(policy, id);
    const asked = columnsOfStay(calculator).map(({ id: name }) => name).join(',');
    const once = calculator.singles.map(({ id: name }) => name).join(',');
    return [id, inSpeech(title, speech), asked, once].join('\t');
  }).join('\n');
}

/** A file to fill in, which holds the stays of the first example. */
export function staysTemplate(policy: Policy, benefit: string, speech: Speech): string {
  const calculator = calculatorOf(policy, benefit);
  const [example] = examplesOf(policy, calculator);
  return csv(templateOf(calculator, example?.stays ?? [], languageOf(speech)));
}

function givenOf(calculator: Calculator, written: Pick<Written, 'facts' | 'decisions'> | undefined): Circumstances {
  return circumstancesIn(calculator, written ?? { facts: {}, decisions: {} });
}

/** The stays of a CSV file worked out. Throws a Refusal of what is wrong with the headings or with what is given once. */
export function worked(policy: Policy, benefit: string, text: string, written: Pick<Written, 'facts' | 'decisions'> | undefined, speech: Speech): Worked {
  const calculator = calculatorOf(policy, benefit);
  const language = languageOf(speech);
  const rows = parseCsv(text, { unescapeFormulae: true }).map((row) => row.map((cell) => String(cell ?? '')));
  const lined = readStays(calculator, rows);
  const stays = lined.map(({ stay }) => stay);
  const outcomes = payStays(calculator, givenOf(calculator, written), stays);
  const { faulty, bill, shares } = totalsOf(calculator, outcomes);
  const faults = outcomes.flatMap((outcome, index) =>
    (outcome.faults ?? []).map((fault) => `${lined[index]?.line ?? ''}: ${sayStayFault(calculator, fault, language)}`));
  const sum = saySplit({ bill, shares: shares.map((share) => ({ ...share, amount: '' })) });
  return { out: csv(resultsTable(calculator, stays, outcomes, language)), told: [...faults, sum[language]], faulty };
}
