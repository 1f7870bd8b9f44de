import { expect, test } from '@jest/globals';
import { originsOf } from '../../../server/core/policy/origins.ts';
import { layPolicy } from '../../../server/core/policy/overlay.ts';
import { small } from './kit.ts';

const east = `language: 1
policy: east
version: 1
overlays: small@1
title: { zh: 东部, en: East }
place: { code: "610726", zh: 某县, en: Some County }
applies: { from: 2019-01-01 }
sources:
  - { id: e1, document: { zh: 文件二, en: Document two }, clause: 二, says: { zh: 规定二。, en: Rule two. } }
parameters:
  kept: { value: 70%, why: e1 }
  classes: { type: table, key: class, columns: { weight: { type: factor, title: { zh: 权重, en: Weight } } }, rows: [ { class: a, weight: 1 } ], why: e1, title: { zh: 类别, en: Classes } }
decisions:
  risk_share: { at_most: 8%, default: 8%, why: e1 }
  set: { type: override, of: financing, at_most: 9000.00, by: hr-bureau, why: e1, title: { zh: 定, en: Set } }
examples:
  - { it: { zh: 例, en: Example }, facts: { standard: 690.00, consortia: { A: { heads: 3, spent: 1.00 }, B: { heads: 4 } } }, gives: { financing: 4830.00 } }
`;

test('every value is told with its document and line, and a limit that nobody gives is not', () => {
  const { laid, faults } = layPolicy(east, () => small);
  expect(faults.filter(({ severity }) => severity !== 'warning')).toEqual([]);
  const told = originsOf(laid!).map(({ path, layer, line }) => `${path} ${layer}:${line}`);
  expect(told).toEqual(expect.arrayContaining([
    'parameters.kept.value east@1:11', 'parameters.classes.rows east@1:12', 'decisions.risk_share.at_most east@1:14', 'decisions.risk_share.default east@1:14', 'decisions.set.at_most east@1:15', 'steps.package small@1:32', 'checks.within small@1:49',
  ]));
  expect(told.filter((each) => each.startsWith('decisions.set.'))).toHaveLength(1);
});
