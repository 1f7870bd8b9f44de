/** Two policies side by side: what reads otherwise, and who gains and who loses on the same facts. */
import { sameUnit, yuan } from '../feel/unit.ts';
import { groupMoney, type Money } from '../money.ts';
import { toFen, type Rate } from '../rate.ts';
import type { Amount, Evaluation } from './evaluate.ts';
import type { Policy, Words } from './policy.ts';
import { sentencesOf, type Section, type Sentence } from './sentences.ts';
import type { Move, StageId } from './stages.ts';
import { amountTitle } from './titles.ts';

/** What one policy says and the other does not, or says otherwise; `from` is missing for what is new, `to` for what is gone. */
export interface Change {
  at: string;
  section: Section;
  title: Words;
  from?: Words;
  to?: Words;
}

/** Every sentence that differs, in the order of the later policy; what is gone stands at the end. */
export function changesBetween(before: Policy, after: Policy): Change[] {
  const [old, now] = [before, after].map((policy) => new Map(sentencesOf(policy).map((sentence) => [sentence.at, sentence]))) as [Map<string, Sentence>, Map<string, Sentence>];
  const changed = [...now.values()].flatMap(({ at, section, title, says }): Change[] => {
    const from = old.get(at)?.says;
    if (from && from.zh === says.zh && from.en === says.en) return [];
    return [{ at, section, title, ...(from && { from }), to: says }];
  });
  const gone = [...old.values()].filter(({ at }) => !now.has(at)).map(({ at, section, title, says }): Change => ({ at, section, title, from: says }));
  return [...changed, ...gone];
}

/** One amount, or one row of it, in fen; `from` or `to` is missing where only one side has the row. */
export interface RowDifference {
  key: string;
  from?: Money;
  to?: Money;
  /** `to` − `from`, what is missing counted as 0. */
  difference: Money;
}

export interface AmountDifference {
  amount: string;
  title: Words;
  /** Title of the rows' key for a column. */
  rowsOf?: Words;
  /** Only what differs. */
  rows: RowDifference[];
  total: Money;
}

const whole = '';

function rowsOf(amount: Amount | undefined): Map<string, Money> {
  if (!amount || amount.type.is !== 'number' || !sameUnit(amount.type.unit, yuan)) return new Map();
  return amount.is === 'scalar'
    ? new Map([[whole, toFen(amount.value as Rate)]])
    : new Map(amount.rows.map(({ key, value }) => [key, toFen(value as Rate)]));
}

function differing(before: ReadonlyMap<string, Money>, after: ReadonlyMap<string, Money>): RowDifference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [from, to] = [before.get(key), after.get(key)];
    const difference = (to ?? 0n) - (from ?? 0n);
    return difference === 0n ? [] : [{ key, ...(from !== undefined && { from }), ...(to !== undefined && { to }), difference }];
  });
}

function sum(rows: readonly RowDifference[]): Money {
  return rows.reduce((total, { difference }) => total + difference, 0n);
}

/** One policy and what it gave on the facts. */
export interface Outcome {
  policy: Policy;
  evaluation: Evaluation;
}

/** Every amount in yuan that both have by name and that differs. */
export function differencesBetween(before: Outcome, after: Outcome): AmountDifference[] {
  return [...after.evaluation.amounts].flatMap(([id, amount]): AmountDifference[] => {
    const rows = differing(rowsOf(before.evaluation.amounts.get(id)), rowsOf(amount));
    if (rows.length === 0 || !before.evaluation.amounts.has(id)) return [];
    const table = amount.is === 'column' ? (after.policy.tables.get(amount.table) ?? after.policy.parameterTables.get(amount.table)) : undefined;
    return [{ amount: id, title: amountTitle(after.policy, id), ...(table && { rowsOf: table.keyTitle }), rows, total: sum(rows) }];
  });
}

/** The stages at which somebody receives something; fixing a total pays nobody. */
function paying(policy: Policy): StageId[] {
  return [...policy.stages.keys()].filter((stage) => stage !== 'pay-total');
}

/** What a move brings to the rows of a table: their own accounts receive or pay; a move between other accounts is made for them. */
function signOf({ from, to }: Move, key: string): Money {
  if (from.of !== key) return 1n;
  return to.of === key ? 0n : -1n;
}

/** What each row receives at the stages, in fen, by the name of the rows' key (`staff_number`, `institution`). */
export function receiptsOf({ policy, evaluation }: Outcome, stages: readonly StageId[] = paying(policy)): Map<string, Map<string, Money>> {
  const receipts = new Map<string, Map<string, Money>>();
  for (const move of stages.flatMap((stage) => policy.stages.get(stage)?.moves ?? [])) {
    const column = evaluation.amounts.get(move.amount) as Amount;
    if (column.is === 'scalar') continue;
    const { key } = (policy.tables.get(column.table) ?? policy.parameterTables.get(column.table)) as { key: string };
    const rows = receipts.get(key) ?? new Map<string, Money>();
    for (const [row, amount] of rowsOf(column)) rows.set(row, (rows.get(row) ?? 0n) + signOf(move, key) * amount);
    receipts.set(key, rows);
  }
  return receipts;
}

/** Who gets more and who gets less, by the key of their rows; for two policies of one place or of two. */
export function gainsBetween(before: Outcome, after: Outcome, stages?: readonly StageId[]): Map<string, { rows: RowDifference[]; total: Money }> {
  const [old, now] = [receiptsOf(before, stages), receiptsOf(after, stages)];
  return new Map([...new Set([...old.keys(), ...now.keys()])].map((key) => {
    const rows = differing(old.get(key) ?? new Map(), now.get(key) ?? new Map());
    return [key, { rows, total: sum(rows) }];
  }));
}

function signed(fen: Money): string {
  return fen < 0n ? `−¥${groupMoney(-fen)}` : `+¥${groupMoney(fen)}`;
}

/** A change in words: `incentive share: 40 % → 45 %`. */
export function sayChange({ title, from, to }: Change): Words {
  const say = (language: keyof Words, isNew: string, gone: string): string => {
    if (!from) return `${title[language]}${language === 'zh' ? '：' : ': '}${isNew}${(to as Words)[language]}`;
    return `${title[language]}${language === 'zh' ? '：' : ': '}${from[language]} → ${to?.[language] ?? gone}`;
  };
  return { zh: say('zh', '新增：', '取消'), en: say('en', 'new: ', 'gone') };
}

/** A difference in money in words: how many rows change and by how much in all. */
export function sayDifference({ title, rowsOf: rowTitle, rows, total }: AmountDifference): Words {
  if (!rowTitle) return { zh: `${title.zh}：${signed(total)}`, en: `${title.en}: ${signed(total)}` };
  return {
    zh: `${title.zh}：${rows.length} 个${rowTitle.zh}有变化，合计 ${signed(total)}`,
    en: `${title.en}: ${rows.length} × ${rowTitle.en} change, ${signed(total)}`,
  };
}
