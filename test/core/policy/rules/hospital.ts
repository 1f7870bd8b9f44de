/** A small hospital for the tests of steps that divide money: its facts, without any step. */
import { checkPolicy } from '../../../../server/core/policy/check.ts';
import { evaluate, printAmounts } from '../../../../server/core/policy/evaluate.ts';
import { explain, type Explanation } from '../../../../server/core/policy/explain.ts';
import type { Policy, RawDecisions, RawFacts } from '../../../../server/core/policy/policy.ts';
import { policyOf, refused, short } from '../kit.ts';

const head = `language: 1
policy: hospital
version: 1
kind: performance-pay
title: { zh: 医院, en: Hospital }
place: { code: "610726", zh: 某县, en: Some County }
applies: { from: 2018-01-01 }
sources:
  - { id: s1, document: { zh: 文件, en: Document }, clause: 一, says: { zh: 规定一。, en: Rule one. } }
facts:
  pool: { type: money, at_least: none, default: 0, title: { zh: 总额, en: Pool } }
  month: { type: month, default: 2026-02, title: { zh: 月份, en: Month } }
  first_day: { type: date, default: 2026-01-01, title: { zh: 首日, en: First day } }
  last_day: { type: date, default: 2027-01-01, title: { zh: 末日, en: Last day } }
  units:
    type: table
    key: unit
    title: { zh: 科室, en: Department }
    columns:
      unit_pool: { type: money, at_least: none, default: 0, title: { zh: 科室总额, en: Pool of the department } }
  staff:
    type: table
    key: number
    title: { zh: 人员, en: Staff }
    columns:
      unit: { type: reference, table: units, default: A, title: { zh: 所在科室, en: Own department } }
      points: { type: points, at_least: none, default: 0, title: { zh: 工分, en: Points } }
      factor: { type: factor, default: 1, title: { zh: 系数, en: Factor } }
      claim: { type: money, at_least: none, default: 0, title: { zh: 申报额, en: Claim } }
      base: { type: money, at_least: none, default: 0, title: { zh: 基数, en: Base } }
      most: { type: money, at_least: none, default: 1000000.00, title: { zh: 上限, en: Most } }
      least: { type: money, at_least: none, default: 0, title: { zh: 下限, en: Least } }
      joined: { type: date, default: 2000-01-01, title: { zh: 到岗日, en: Joined } }
      left: { type: date, default: 2099-01-01, title: { zh: 离岗日, en: Left } }
      rank: { type: text, default: x, title: { zh: 次序, en: Rank } }
      working: { type: boolean, default: true, title: { zh: 在岗, en: Working } }
parameters:
  small: { type: money, value: 100.00, why: s1, title: { zh: 小额, en: Small sum } }
`;

/** The hospital with steps, and sections before or after them. */
export function hospital(steps: string, { before = '', after = '' }: { before?: string; after?: string } = {}): string {
  return `${head}${before}steps:\n${steps}${after}`;
}

/** The lines of a step with the fields that every one has. */
export function step(id: string, text: string): string {
  return `  - { id: ${id}, ${text}, why: s1, title: { zh: ${id}金额, en: The ${id} } }\n`;
}

/** Faults of the hospital with these steps, their sentences left out. */
export function faults(...given: Parameters<typeof hospital>): string[] {
  return short(checkPolicy(hospital(...given)).faults.filter(({ code }) => code !== 'NEVER_USED')).map((fault) => fault.replace(/^\d+:/, ''));
}

/** Staff by number, written shortly. */
export function staff(rows: Record<string, Record<string, string | number>>): RawFacts[string] {
  return Object.entries(rows).map(([number, cells]) => ({ number, ...Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, String(value)])) }));
}

export interface Sheet {
  policy: Policy;
  facts: RawFacts;
  /** What an amount prints: one value, or those of its rows in their order. */
  prints(name: string): string;
  why(name: string, row?: string): Explanation;
}

export function sheet(text: string, facts: RawFacts, decisions: RawDecisions = {}): Sheet {
  const policy = policyOf(text);
  const whole = { units: [{ unit: 'A' }], staff: [], ...facts };
  const { amounts } = printAmounts(policy, evaluate(policy, whole, decisions));
  return {
    policy, facts: whole,
    prints(name) {
      const amount = amounts[name];
      return typeof amount === 'string' ? amount : (amount ?? []).map(({ value }) => value).join(' ');
    },
    why: (name, row) => explain(policy, whole, decisions, name, row),
  };
}

/** How the facts are refused: `at CODE`. */
export function refusal(text: string, facts: RawFacts, decisions: RawDecisions = {}): string[] {
  const policy = policyOf(text);
  return refused(() => evaluate(policy, { units: [{ unit: 'A' }], staff: [], ...facts }, decisions));
}

/** Steps whose amounts a total may count: two columns and a single amount. */
export const paySteps = step('pay', 'each: staff, formula: claim') + step('award', 'each: staff, formula: base') + step('whole', 'formula: pool');

export const room = 'room: { id: room, title: { zh: 余量, en: Room } }';

/** The section of one total. */
export function total(more: string): string {
  return `totals:\n  pay_total: { title: { zh: 总量, en: Pay total }, why: s1, ${more} }\n`;
}

/** Accounts, and a pay stage that moves the amounts. */
export function payStage(...amounts: string[]): string {
  const moves = amounts.map((amount) => `{ amount: ${amount}, from: a, to: b }`).join(', ');
  return `accounts: { a: { zh: 甲, en: A }, b: { zh: 乙, en: B } }\nstages:\n  incentive-pay:\n    signed_by: [hr-bureau]\n    why: s1\n    moves: [ ${moves} ]\n`;
}
