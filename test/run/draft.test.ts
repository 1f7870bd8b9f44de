import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readPolicy } from '../../server/core/policy/read.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { fillDraft, mergeDraft, type Base, type Draft, type Register } from '../../server/run/draft.ts';
import { relevantTo } from '../../server/run/scope.ts';
import { refused } from '../kit/refused.ts';

const policy = readPolicy(readFileSync('seeds/policies/ningqiang-2018.yaml', 'utf8')).policy as Policy;
const points = readPolicy(readFileSync('seeds/policies/shizuishan.yaml', 'utf8')).policy as Policy;
const nothing: Base = { facts: {}, decisions: {} };
const register: Register = {
  scalars: {},
  tables: {
    consortium: { rows: [{ consortium: 'A', claims: '10.00' }, { consortium: 'B', claims: '20.00' }], owned: ['claims', 'not_in_the_policy'], origin: 'spending' },
    institution: { rows: [{ institution: 'H', member_of: 'A', role: 'head', staff: '3' }], owned: ['member_of', 'role'], origin: 'register' },
  },
};
const filled = (base: Base = nothing, mayGive = (_by: string) => true): Draft => fillDraft(policy, base, register, mayGive);

describe('filling', () => {
  test('the rows are the register\'s, its own columns with their origin', () => {
    const { facts, origins } = filled();
    expect(facts.consortia).toEqual([{ consortium: 'A', claims: '10.00' }, { consortium: 'B', claims: '20.00' }]);
    expect(origins).toMatchObject({ 'consortia/A/claims': 'spending', 'consortia/B/claims': 'spending', 'institutions/H/role': 'register' });
    expect(origins).not.toHaveProperty('institutions/H/staff');
  });

  test('an earlier run fills what the register does not own, and loses rows that are gone', () => {
    const base: Base = { facts: { standard: '680.00', consortia: [{ consortium: 'B', heads: '5', claims: '999.00' }, { consortium: 'Z', heads: '9' }], payments: [{ payment: 'P', payment_amount: '1.00' }] }, decisions: { risk_share: '9%' } };
    const draft = filled(base);
    expect(draft.facts).toMatchObject({ standard: '680.00', payments: [{ payment: 'P', payment_amount: '1.00' }] });
    expect(draft.facts.consortia).toEqual([{ consortium: 'A', claims: '10.00' }, { consortium: 'B', heads: '5', claims: '20.00' }]);
    expect(draft.decisions).toEqual({ risk_share: '9%' });
  });

  test('what the register suggests without owning gives way to an earlier run', () => {
    const rows = (facts: Draft['facts']) => facts.institutions;
    expect(rows(filled().facts)).toEqual([{ institution: 'H', member_of: 'A', role: 'head', staff: '3' }]);
    expect(rows(filled({ facts: { institutions: [{ institution: 'H', staff: '4' }] }, decisions: {} }).facts)).toEqual([{ institution: 'H', member_of: 'A', role: 'head', staff: '4' }]);
  });

  test('what may be changed: columns that the register does not own, whole tables that it does not know', () => {
    const { editable } = filled();
    expect(editable).toEqual(expect.arrayContaining(['standard', 'consortia.heads', 'institutions.staff', 'flows', 'claim_lines', 'payments']));
    for (const path of ['consortia', 'consortia.claims', 'institutions.member_of', 'flows.flow_amount']) expect(editable).not.toContain(path);
  });

  test('decisions are open to the offices that take them', () => {
    const { editableDecisions } = filled(nothing, (by) => by === 'hospital-head');
    expect(editableDecisions).toEqual(['clinic_basis', 'large_from']);
  });
});

describe('a value decided in the place of a rule\'s', () => {
  const text = readFileSync('seeds/policies/ningqiang-2018.yaml', 'utf8');
  const why = [...policy.sources.keys()][0] as string;
  const override = `decisions:\n  set_budget: { type: override, of: financing, by: health-bureau, why: ${why}, title: { zh: 改定, en: Set } }\n`;
  const decided = readPolicy(text.replace('decisions:\n', override)).policy as Policy;

  test('is open to its office only, and kept from an earlier run', () => {
    const base: Base = { facts: {}, decisions: { set_budget: '{}' } };
    const open = fillDraft(decided, base, register, (by) => by === 'health-bureau');
    expect([open.decisions, open.editableDecisions.includes('set_budget')]).toEqual([{ set_budget: '{}' }, true]);
    const shut = fillDraft(decided, base, register, () => false);
    expect(refused(() => mergeDraft(decided, shut, { facts: {}, decisions: { set_budget: '{ }' } }))).toMatchObject([{ code: 'DECISION_NOT_YOURS', at: 'decisions.set_budget' }]);
  });

  test('belongs to the stages that rest on its amount', () => expect([...relevantTo(decided, 'budget').decisions]).toContain('set_budget'));
});

describe('merging', () => {
  const draft = filled({ facts: { standard: '690.00', consortia: [{ consortium: 'A', heads: '1' }, { consortium: 'B', heads: '2' }] }, decisions: { risk_share: '10%' } });
  const codes = (given: Base, on: Draft = draft) => refused(() => mergeDraft(policy, on, given)).map(({ code, at }) => `${code} ${at}`);

  test('open facts and decisions are taken, rows stay in the register\'s order', () => {
    const merged = mergeDraft(policy, draft, {
      facts: { standard: '700.00', consortia: [{ consortium: 'B', heads: '20' }, { consortium: 'A', claims: '10.00' }], payments: [{ payment: 'P', payment_amount: '2.00' }] }, decisions: { risk_share: '8%' },
    });
    expect(merged.facts.standard).toBe('700.00');
    expect(merged.facts.consortia).toEqual([{ consortium: 'A', heads: '1', claims: '10.00' }, { consortium: 'B', heads: '20', claims: '20.00' }]);
    expect(merged.facts.payments).toEqual([{ payment: 'P', payment_amount: '2.00' }]);
    expect(merged.decisions).toEqual({ risk_share: '8%' });
    expect(draft.facts.consortia).toEqual([{ consortium: 'A', heads: '1', claims: '10.00' }, { consortium: 'B', heads: '2', claims: '20.00' }]);
  });

  test('every change outside what is open is named at once', () => {
    const closed: Draft = { ...draft, editable: ['consortia.heads'], editableDecisions: [] };
    expect(codes({ facts: { standard: '1.00', consortia: [{ consortium: 'A', claims: '9.99' }, { consortium: 'B', heads: '3' }] }, decisions: { risk_share: '1%' } }, closed))
      .toEqual(['FACT_NOT_EDITABLE facts.standard', 'FACT_NOT_EDITABLE facts.consortia[0].claims', 'DECISION_NOT_YOURS decisions.risk_share']);
  });

  test('what is closed may be sent back as it was', () => {
    const closed: Draft = { ...draft, editable: [], editableDecisions: [] };
    expect(mergeDraft(policy, closed, { facts: draft.facts, decisions: draft.decisions })).toEqual({ facts: draft.facts, decisions: draft.decisions });
  });

  test.each([
    ['a row too few', [{ consortium: 'A' }]],
    ['a row too many', [{ consortium: 'A' }, { consortium: 'B' }, { consortium: 'C' }]],
    ['a row twice', [{ consortium: 'A' }, { consortium: 'A' }]],
    ['another row', [{ consortium: 'A' }, { consortium: 'C' }]],
  ])('rows of the register: %s', (_what, consortia) => {
    expect(codes({ facts: { consortia }, decisions: {} })).toEqual(['ROWS_NOT_EDITABLE facts.consortia']);
  });

  test('names that the policy does not know are left for its own check', () => {
    const merged = mergeDraft(policy, draft, { facts: { unknown: '1', consortia: [{ consortium: 'A', colour: 'red' }, { consortium: 'B' }] }, decisions: { unheard_of: '1' } });
    expect(merged.facts.unknown).toBe('1');
    expect(merged.facts.consortia).toEqual([{ consortium: 'A', heads: '1', claims: '10.00', colour: 'red' }, { consortium: 'B', heads: '2', claims: '20.00' }]);
    expect(merged.decisions).toEqual({ risk_share: '10%', unheard_of: '1' });
  });
});

describe('rows of which approved runs give an amount', () => {
  const names = new Set(['hospitals.prepaid', 'hospitals.year_points']);
  const values = new Map([['hospitals/B/prepaid', { value: '5.00', origin: 'months' }], ['hospitals/B/year_points', { value: '7', origin: 'months' }], ['levels/x/prepaid', { value: '1.00', origin: 'elsewhere' }]]);
  const draft = (base: Base = nothing) => fillDraft(points, base, { scalars: {}, tables: {}, taken: { names, values } }, () => true);
  const codes = (rows: Array<Record<string, string>>) => refused(() => mergeDraft(points, draft(), { facts: { hospitals: rows }, decisions: {} })).map(({ code, at }) => `${code} ${at}`);

  test('are there, whoever typed them, each once', () => {
    expect(draft().facts.hospitals).toEqual([{ hospital: 'B', prepaid: '5.00', year_points: '7' }]);
    expect(draft({ facts: { hospitals: [{ hospital: 'A' }, { hospital: 'B', graded: '二级' }] }, decisions: {} }).facts.hospitals)
      .toEqual([{ hospital: 'A' }, { hospital: 'B', graded: '二级', prepaid: '5.00', year_points: '7' }]);
  });

  test('may be filled in and have others beside them, and may not be left out', () => {
    expect(mergeDraft(points, draft(), { facts: { hospitals: [{ hospital: 'A' }, { hospital: 'B', graded: '二级' }] }, decisions: {} }).facts.hospitals)
      .toEqual([{ hospital: 'A' }, { hospital: 'B', graded: '二级', prepaid: '5.00', year_points: '7' }]);
    expect(codes([{ hospital: 'A' }])).toEqual(['ROWS_TAKEN facts.hospitals']);
    expect(codes([{ hospital: 'B', prepaid: '4.00' }])).toEqual(['FACT_NOT_EDITABLE facts.hospitals[0].prepaid']);
  });
});
