import { expect, test } from '@jest/globals';
import { standardStages } from '../../server/core/policy/stages.ts';
import { factsText, runText, stageId, stageName, stepsOf, type RunContent } from '../../server/core/run-text.ts';

const run: RunContent = {
  stage: 'BUDGET', period: '2026', institution: null, policy: 'p', facts: 'f', upstream: ['u'], decisions: { d: '1' }, amounts: { a: '1.00', b: { A: '2.00' } }, steps: ['S'], engine: 'e',
};

test('the text of a run is all that it follows from, and nothing else', () => {
  expect(runText({ ...run, state: 'POSTED' } as RunContent)).toBe('{"amounts":{"a":"1.00","b":{"A":"2.00"}},"decisions":{"d":"1"},"engine":"e","facts":"f","institution":null,"period":"2026","policy":"p","stage":"BUDGET","steps":["S"],"upstream":["u"]}');
});

test('the text of facts has their origins', () => {
  expect(factsText({ facts: { b: [{ k: 'A' }], a: '1' }, origins: { a: '表' } })).toBe('{"facts":{"a":"1","b":[{"k":"A"}]},"origins":{"a":"表"}}');
});

test('stages and offices are written as runs write them', () => {
  expect(stageId('MONTHLY_CASH_ADVANCE')).toBe('monthly-cash-advance');
  expect([...standardStages.map(stageName), stageName('monthly-cash-advance')]).toEqual(['BUDGET', 'SETTLEMENT', 'PAY_TOTAL', 'BASIC_PAY', 'INCENTIVE_PAY', 'PAY_OUT', 'PAY_RETURN', 'MONTHLY_CASH_ADVANCE']);
  const stage = { id: 'budget', title: { zh: '', en: '' }, cycle: 'year', restsOn: [], preparedBy: 'health-bureau', signedBy: ['hr-bureau', 'health-bureau-approver'], published: false, why: [], moves: [], place: { line: 1, column: 1, offset: 0, path: '' } } as const;
  expect(stepsOf({ ...stage, signedBy: [...stage.signedBy], restsOn: [], why: [], moves: [] })).toEqual(['HR_BUREAU', 'HEALTH_BUREAU_APPROVER']);
});
