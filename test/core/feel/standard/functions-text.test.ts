import { describe, expect, test } from '@jest/globals';
import { textFunctions } from '../../../../server/core/feel/standard/functions-text.ts';
import { refusedCodes } from '../../../kit/refused.ts';
import { says, untried } from '../../../kit/feel.ts';

const cases: [string, string][] = [
  ['string("医")', '"医"'],
  ['string(1.50)', '"1.5"'],
  ['string(null)', 'null'],
  ['string(["a", 1, null, true])', String.raw`"[\"a\", 1, null, true]"`],
  ['substring("hospital", 3)', '"spital"'],
  ['substring("hospital", 3, 2)', '"sp"'],
  ['substring("hospital", -3, 2)', '"ta"'],
  ['substring("hospital", 0)', 'null'],
  ['substring("hospital", 9)', 'null'],
  ['substring("hospital", -9)', 'null'],
  ['substring("hospital", 1, 0)', 'null'],
  ['substring("hospital", 1, null)', 'null'],
  ['substring("\u{20BB7}医院", 2)', '"医院"'],
  ['substring(string: "hospital", start position: 2, length: 1)', '"o"'],
  ['string length("\u{20BB7}医")', '2'],
  ['upper case("aB1")', '"AB1"'],
  ['lower case("aB1")', '"ab1"'],
  ['substring before("ward-3", "-")', '"ward"'],
  ['substring before("ward", "-")', '""'],
  ['substring after("ward-3", "-")', '"3"'],
  ['substring after("ward", "-")', '""'],
  ['substring after("ward", "")', '"ward"'],
  ['contains("ward", "ar")', 'true'],
  ['contains("ward", null)', 'null'],
  ['starts with("ward", "wa")', 'true'],
  ['ends with("ward", "wa")', 'false'],
  ['split("a;b;c", ";")', '["a", "b", "c"]'],
  ['string join(["a", null, "b"], ", ")', '"a, b"'],
  ['string join(["a", "b"])', '"ab"'],
  ['string join(["a", "b"], null)', '"ab"'],
  ['string join([])', '""'],
  ['string join(["a", 1], "")', 'null'],
  ['string join("a", "-")', '"a"'],
];
const refused = [
  'matches("a", "a+")', 'matches(input: "a", pattern: "b")', 'replace("a", "a", "b")', 'replace(input: "a", pattern: "b", replacement: "c")',
  'split("a.b", ".")', 'split("a  b", "\\s")',
];

describe('functions on texts', () => {
  test.each(cases)('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test.each(refused)('%s is refused by name', (expression) => expect(refusedCodes(() => says(expression))).toEqual(['FORMULA_UNSUPPORTED']));

  test('all of them are tried', () => expect(untried(Object.keys(textFunctions), [...cases.flat(), ...refused])).toEqual([]));
});
