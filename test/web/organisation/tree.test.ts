import { expect, test } from '@jest/globals';
import { openKeys, placesTree, type Branch, type PlaceInstitution } from '../../../web/organisation/tree.ts';

const regionPath = [
  { code: 610000, name: '陕西省', nameEn: 'Shaanxi', level: 'PROVINCE' as const },
  { code: 610726, name: '宁强县', nameEn: 'Ningqiang', level: 'COUNTY' as const },
];
const words = { region: ({ name }: { name: string }) => name, clinics: (count: number) => `clinics ${count}`, outside: (count: number) => `outside ${count}` };

function institution(code: string, role: PlaceInstitution['consortiumRole'], of: string | null): PlaceInstitution {
  return { id: code, code, name: code, kind: 'TOWNSHIP_HOSPITAL', consortiumRole: role, headcount: 1, consortium: of === null ? null : { id: of, code: of, name: `consortium ${of}` } };
}

/** Each node on its line, two blanks a level. */
const drawn = (branches: readonly Branch[], indent = ''): string[] => branches.flatMap(({ title, children }) => [indent + title, ...drawn(children ?? [], `${indent}  `)]);

const tree = placesTree({
  regionPath,
  institutions: [institution('T1', 'BRANCH', 'B'), institution('H1', 'HEAD', 'B'), institution('V1', 'CLINIC', 'B'), institution('V2', 'CLINIC', 'B'), institution('H2', 'HEAD', 'A'), institution('P1', null, null)],
}, words);

test('regions within one another, then consortia by code, the head first, clinics together, and the rest', () => {
  expect(drawn(tree)).toEqual([
    '陕西省', '  宁强县', '    consortium A', '      H2', '    consortium B', '      H1', '      T1', '      clinics 2', '        V1', '        V2', '    outside 1', '      P1',
  ]);
});

test('a region without institutions ends with itself', () => {
  expect(drawn(placesTree({ regionPath, institutions: [] }, words))).toEqual(['陕西省', '  宁强县']);
});

test.each([
  [null, ['region/610000', 'region/610726', 'A', 'B']],
  ['V2', ['region/610000', 'region/610726', 'A', 'B', 'B/clinics']],
  ['P1', ['region/610000', 'region/610726', 'A', 'B', 'outside']],
])('with %s chosen, %j are open', (chosen, keys) => {
  expect(openKeys(tree, chosen)).toEqual(keys);
});
