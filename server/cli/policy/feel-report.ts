/** Runs a file of FEEL compatibility cases and reports by folder what passed, failed and is refused by name. */
import { CaseFault, judge, type Case, type Verdict } from '../../core/feel/standard/cases.ts';
import { say, type Words } from '../../core/refusal.ts';
import { Stop, type Text } from './files.ts';
import { align, inSpeech, type Speech } from './say.ts';

interface FiledCase extends Case {
  folder: string;
  id: string;
  decision: string;
}

/** One case that did not pass. */
export interface Remark {
  folder: string;
  id: string;
  decision: string;
  expression: string;
  reason: string;
}

export interface FolderCount {
  folder: string;
  passed: number;
  refused: number;
  failed: number;
  total: number;
}

export interface FeelReport {
  folders: FolderCount[];
  all: FolderCount;
  failures: Remark[];
  refusals: Remark[];
}

/** Folders whose subject is not the expression alone; what they expect cannot be had from a case. */
const outside: ReadonlyArray<{ folder: RegExp; reason: Words }> = [{
  folder: /-feel-coercion$/,
  reason: {
    zh: '不做决策结果的类型转换：结果取决于决策声明的类型，而案例中没有写明',
    en: 'no conversion to the type that a decision declares: what is expected depends on that type, which the case does not state',
  },
}];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function placeOf({ folder, id, decision }: { folder?: unknown; id?: unknown; decision?: unknown }): string {
  return [folder, id, decision].map((part) => (typeof part === 'string' ? part : '?')).join(' ');
}

function readCases({ file, text }: Text): FiledCase[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new Stop(`${file}: ${(error as Error).message}`);
  }
  const cases = isObject(document) ? document['cases'] : undefined;
  if (!Array.isArray(cases)) throw new Stop(`${file}: no list of cases / 没有 cases 列表`);
  return cases.map((each: unknown, index) => readCase(file, each, index));
}

function readCase(file: string, each: unknown, index: number): FiledCase {
  if (!isObject(each)) throw new Stop(`${file}: cases[${index}]: not an object / 不是对象`);
  const { folder, id, decision = '', expression, inputs, error, expected } = each;
  const complete = typeof folder === 'string' && typeof id === 'string' && typeof decision === 'string'
    && typeof expression === 'string' && isObject(inputs) && typeof error === 'boolean' && expected !== undefined;
  if (!complete) {
    throw new Stop(`${file}: cases[${index}] (${placeOf(each)}): needs folder, id, expression, inputs, error and expected / 缺少内容`);
  }
  return { folder, id, decision, expression, inputs, expected: error ? { null: true } : expected };
}

function judged(file: string, each: FiledCase): Verdict {
  try {
    return judge(each);
  } catch (error) {
    if (!(error instanceof CaseFault)) throw error;
    throw new Stop(`${file}: ${placeOf(each)}: ${error.message}`);
  }
}

function reasonOf(verdict: Exclude<Verdict, { is: 'passed' }>, speech: Speech): string {
  if (verdict.is === 'failed') {
    const { expected, found } = verdict;
    return inSpeech({ zh: `应为 ${expected}，得到 ${found}`, en: `expected ${expected}, found ${found}` }, speech);
  }
  return verdict.faults.map((fault) => inSpeech({ zh: say(fault, 'zh'), en: say(fault, 'en') }, speech)).join(' ');
}

export function feelReport(source: Text, speech: Speech): FeelReport {
  const counts = new Map<string, FolderCount>();
  const report: FeelReport = { folders: [], all: { folder: 'all', passed: 0, refused: 0, failed: 0, total: 0 }, failures: [], refusals: [] };
  for (const each of readCases(source)) {
    const { folder, id, decision, expression } = each;
    const count = counts.get(folder) ?? { folder, passed: 0, refused: 0, failed: 0, total: 0 };
    counts.set(folder, count);
    const barred = outside.find((part) => part.folder.test(folder));
    const verdict = judged(source.file, each);
    const is = barred ? 'refused' : verdict.is;
    for (const tally of [count, report.all]) {
      tally[is] += 1;
      tally.total += 1;
    }
    const note = (reason: string): Remark => ({ folder, id, decision, expression, reason });
    if (barred) report.refusals.push(note(inSpeech(barred.reason, speech)));
    else if (verdict.is !== 'passed') report[verdict.is === 'failed' ? 'failures' : 'refusals'].push(note(reasonOf(verdict, speech)));
  }
  return { ...report, folders: [...counts.values()] };
}

/** A share of cases, rounded down to a tenth of a percent, so that 100.0% means all. */
function share(part: number, total: number): string {
  const tenths = total === 0 ? 0 : Math.floor((part * 1000) / total);
  return `${Math.floor(tenths / 10)}.${tenths % 10}%`;
}

function remarkLines(title: Words, remarks: readonly Remark[], speech: Speech): string[] {
  if (remarks.length === 0) return [];
  const lines = remarks.map(({ folder, id, decision, expression, reason }) =>
    `  ${[folder, id, decision].join(' ').trim()}: ${expression.replace(/\s+/g, ' ')}\n    ${reason}`);
  return ['', `${inSpeech(title, speech)}: ${remarks.length}`, ...lines];
}

export function feelText({ folders, all, failures, refusals }: FeelReport, speech: Speech): string {
  const words = (zh: string, en: string): string => inSpeech({ zh, en }, speech);
  const row = ({ folder, passed, refused, failed, total }: FolderCount): string[] =>
    [folder, String(passed), String(refused), String(failed), String(total), share(passed, total)];
  const head = [words('目录', 'folder'), words('通过', 'passed'), words('指明不支持', 'refused by name'), words('未通过', 'failed'), words('合计', 'total'), words('通过率', 'rate')];
  return [
    ...align([head, ...folders.map(row), row({ ...all, folder: words('全部', 'all') })]),
    ...remarkLines({ zh: '未通过', en: 'Failed' }, failures, speech),
    ...remarkLines({ zh: '指明不支持', en: 'Refused by name' }, refusals, speech),
  ].join('\n');
}
