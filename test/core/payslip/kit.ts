/** A small hospital whose staff share a pool by score and points, on a standard of their grade, with an allowance each. */
import type { Ground } from '../../../server/core/payslip/ground.ts';
import type { RawFacts } from '../../../server/core/policy/policy.ts';
import { policyOf } from '../policy/kit.ts';

export const text = `language: 1
policy: ward
version: 1
kind: performance-pay
title: { zh: 病区, en: Ward }
place: { code: "610726", zh: 某县, en: County }
applies: { from: 2018-01-01 }
sources: [ { id: s, document: { zh: 文, en: D }, clause: 一, says: { zh: 规定。, en: Rule. } } ]
facts:
  pool: { type: money, title: { zh: 资金, en: Pool } }
  levels:
    type: table
    key: level
    title: { zh: 等级, en: Level }
    columns: { standard: { type: money, title: { zh: 标准, en: Standard } } }
  staff:
    type: table
    key: person
    title: { zh: 人员, en: Staff }
    columns:
      held_level: { type: reference, table: levels, title: { zh: 等级, en: Level } }
      present: { type: boolean, default: true, title: { zh: 在岗, en: Present } }
      ward: { type: option, options: { day: { zh: 日班, en: Day }, night: { zh: 夜班, en: Night } }, default: day, title: { zh: 班次, en: Shift } }
      score: { type: score, default: 0, title: { zh: 得分, en: Score } }
      work: { type: points, default: 0, title: { zh: 工作量, en: Work } }
      allowance: { type: money, default: 0.00, title: { zh: 津贴, en: Allowance } }
parameters: { mark: { type: points, value: 1, why: s, title: { zh: 每分, en: A mark } } }
decisions:
  bonus: { type: factor, default: 1, by: hospital-head, why: s, title: { zh: 系数, en: Factor } }
accounts: { pool: { zh: 资金, en: Pool }, card: { zh: 卡, en: Card } }
stages:
  incentive-pay:
    signed_by: hr-bureau
    why: s
    moves:
      - { amount: share, from: pool, to: card }
      - { amount: fixed, from: pool, to: card }
steps:
  - { id: weight, each: staff, where: present, formula: (score * mark + work) * bonus, why: s, title: { zh: 权重, en: Weight } }
  - { id: share, divide: pool, among: staff, by: weight, leftover: largest-remainder, why: s, title: { zh: 份额, en: Share } }
  - { id: fixed, each: staff, where: present, formula: held_level.standard + allowance, why: s, title: { zh: 固定, en: Fixed } }
`;
export const policy = policyOf(text);

type Row = Record<string, string>;
export const rowOf = (person: string, more: Row = {}): Row => ({ person, held_level: 'senior', score: '90', work: '10', allowance: '100.00', ...more });

export function factsOf(rows: Row[], pool = '1000.00', standards: Row[] = [{ level: 'senior', standard: '60.00' }, { level: 'junior', standard: '40.00' }]): RawFacts {
  return { pool, levels: standards, staff: rows };
}

export const ground = (facts: RawFacts, more: Partial<Ground> = {}): Ground => ({ policy, facts, decisions: {}, stage: 'incentive-pay', held: false, ...more });
export const five = ['A', 'B', 'C', 'D', 'E'].map((person) => rowOf(person));
