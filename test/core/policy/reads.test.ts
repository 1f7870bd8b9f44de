import { expect, test } from '@jest/globals';
import { readsOf } from '../../../server/core/policy/reads.ts';
import { changed, every, policyOf, small } from './kit.ts';

test('what each amount rests on, columns with their table', () => {
  const reads = readsOf(policyOf(small));
  expect(reads.get('financing')).toEqual(expect.arrayContaining([{ name: 'standard' }, { table: 'consortia', name: 'heads' }]));
  expect(reads.get('risk')).toEqual(expect.arrayContaining([{ name: 'financing' }, { name: 'risk_share' }]));
  expect(reads.get('budget')).toEqual(reads.get('risk'));
  expect(reads.get('package')).toEqual(expect.arrayContaining([{ name: 'budget' }, { table: 'consortia', name: 'heads' }]));
  expect(reads.get('overspend')).toEqual(expect.arrayContaining([{ table: 'consortia', name: 'package' }, { table: 'consortia', name: 'spent' }]));
  expect(reads.get('distributed')).toEqual(expect.arrayContaining([{ table: 'consortia', name: 'surplus' }, { name: 'kept' }]));
});

test('columns that decide ties among claims and between those who share a slope', () => {
  const reads = readsOf(policyOf(every));
  expect(reads.get('unpaid')).toEqual(expect.arrayContaining([{ table: 'staff', name: 'capped' }, { name: 'left' }, { table: 'staff', name: 'since' }]));
  expect(reads.get('slope')).toEqual(expect.arrayContaining([{ name: 'left' }, { table: 'staff', name: 'score' }, { table: 'staff', name: 'post' }]));
});

test('columns that decide ties and find the parent row are read too', () => {
  const clinics = `  clinics:
    type: table
    key: clinic
    title: { zh: 卫生室, en: Clinic }
    columns:
      member_of: { type: reference, table: consortia, title: { zh: 所属, en: Member of } }
      rank: { type: text, title: { zh: 次序, en: Rank } }
      score: { type: score, title: { zh: 得分, en: Score } }
parameters:
`;
  const step = '  - { id: part, divide: consortia.distributed, among: clinics, within: member_of, by: score, ties: rank, leftover: largest-remainder, why: s1, title: { zh: 份额, en: Part } }\nchecks:\n';
  const policy = policyOf(changed(small, ['parameters:\n', clinics], ['checks:\n', step], ['facts: { standard', 'facts: { clinics: [ { clinic: V, member_of: A, rank: a, score: 1 }, { clinic: W, member_of: B, rank: b, score: 1 } ], standard']));
  expect(readsOf(policy).get('part')).toEqual(expect.arrayContaining([
    { table: 'clinics', name: 'member_of' }, { table: 'clinics', name: 'rank' }, { table: 'clinics', name: 'score' }, { table: 'consortia', name: 'distributed' },
  ]));
});
