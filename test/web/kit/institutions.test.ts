import { expect, test } from '@jest/globals';
import { canHaveTotal, inOrderOfKind, kindsAmong } from '../../../web/kit/institutions.ts';

const institutions = [
  { name: '村甲', kind: 'VILLAGE_CLINIC', headcount: 1 }, { name: '镇甲', kind: 'TOWNSHIP_HOSPITAL', headcount: 30 },
  { name: '县院', kind: 'COUNTY_HOSPITAL', headcount: 300 }, { name: '镇乙', kind: 'TOWNSHIP_HOSPITAL', headcount: 0 },
] as const;

test('county hospitals come first, village clinics last, the others as they came', () => {
  expect(inOrderOfKind(institutions, ({ kind }) => kind).map(({ name }) => name)).toEqual(['县院', '镇甲', '镇乙', '村甲']);
  expect(kindsAmong(institutions)).toEqual([{ kind: 'COUNTY_HOSPITAL', count: 1 }, { kind: 'TOWNSHIP_HOSPITAL', count: 2 }, { kind: 'VILLAGE_CLINIC', count: 1 }]);
});

test('a pay total is for institutions with people, and never for a village clinic', () => {
  expect(institutions.filter(canHaveTotal).map(({ name }) => name)).toEqual(['镇甲', '县院']);
});
