import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { fillDraft } from '../../server/run/draft.ts';
import { relevantTo, within } from '../../server/run/scope.ts';

const read = (name: string) => readPolicy(readFileSync(`seeds/policies/${name}.yaml`, 'utf8')).policy as Policy;
const county = read('ningqiang-2018');
const pay = read('ewenki-2010');
const empty = { scalars: {}, tables: {} };

test('a budget rests on heads, the standard and the rates, and on nothing of the settlement', () => {
  const { facts, decisions } = relevantTo(county, 'budget');
  expect([...facts].sort()).toEqual(['consortia', 'consortia.heads', 'standard']);
  expect([...decisions].sort()).toEqual(['budget_share', 'outpatient_rate', 'reserve_holder', 'risk_share', 'serious_illness_rate']);
});

test('the settlement opens what it rests on beyond the budget, which stays fixed', () => {
  const draft = within(county, 'settlement', fillDraft(county, { facts: {}, decisions: {} }, empty, () => true), relevantTo(county, 'budget'));
  expect(draft.editableDecisions).toEqual(['nine_to_one_reading', 'clinic_basis', 'overspend_reading']);
  expect(draft.editableDecisions).not.toContain('risk_share');
});

test('what a pay total rests on is closed when pay is distributed: wages, grades and all that concerns the leader', () => {
  const total = relevantTo(pay, 'pay-total');
  const register = { scalars: {}, tables: { staff_number: { rows: [{ staff_number: 'A' }], owned: ['grade'], origin: 'register' } } };
  const draft = within(pay, 'incentive-pay', fillDraft(pay, { facts: {}, decisions: {} }, register, () => true), total);
  expect(draft.editable).toEqual(expect.arrayContaining(['staff.assessed_points', 'staff.tilt', 'staff.post_allowance', 'staff.target_award', 'staff.in_post']));
  for (const path of ['staff.leader', 'staff.leader_part', 'staff.formal', 'staff.december_post_wage', 'higher_share', 'certified_allowances', 'further_lines']) expect(draft.editable).not.toContain(path);
  expect(draft.editableDecisions).not.toContain('leader_incentive_set');
});

test('tables that a stage does not rest on are left empty, those that it points at are kept', () => {
  const base = { facts: { posts: [{ grade: '十级', standard: '1.00' }], staff: [{ staff_number: 'A', grade: '十级' }], further_lines: [{ line: 'x' }] }, decisions: {} };
  const draft = within(pay, 'incentive-pay', fillDraft(pay, base, empty, () => true));
  expect(draft.facts).toMatchObject({ posts: base.facts.posts, staff: base.facts.staff, further_lines: [] });
});

test('what nothing can be evaluated without is asked for at the first stage, and not again', () => {
  const points = read('shizuishan');
  const opened = (decisions: Record<string, string>) => within(points, 'reserves', fillDraft(points, { facts: {}, decisions }, empty, () => true)).editableDecisions;
  expect(opened({})).toEqual(['metric_step', 'base_points', 'bed_day_price']);
  expect(opened({ metric_step: '0.005', base_points: '100' })).toEqual(['bed_day_price']);
  const anhui = read('anhui-consortia');
  const register = { scalars: {}, tables: { consortium: { rows: [{ consortium: 'A' }], owned: [], origin: 'register' } } };
  const editable = (row: Record<string, string>) => within(anhui, 'budget', fillDraft(anhui, { facts: { consortia: [{ consortium: 'A', ...row }] }, decisions: {} }, register, () => true)).editable;
  expect(editable({})).toEqual(['consortia.heads', 'consortia.public_health_heads']);
  expect(editable({ heads: '1', public_health_heads: '1' })).toEqual(['consortia.heads']);
});

test('of a table whose rows an earlier stage has fixed, the other columns may still be given by their office', () => {
  const yanchi = read('yanchi-2020');
  const base = { facts: { employee_funds: [{ employee_fund: '职工', cost_first: '1.00' }] }, decisions: {} };
  const opened = (mayGive: (by: string) => boolean) => within(yanchi, 'employees-prepayment', fillDraft(yanchi, base, empty, mayGive), relevantTo(yanchi, 'employees-package'), mayGive)
    .editable.filter((path) => path.startsWith('employee_funds'));
  expect(opened(() => true)).toEqual(['employee_funds.prepay_employees']);
  expect(opened((by) => by !== 'insurance-bureau')).toEqual([]);
});
