import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseRate, rate, formatRate } from '../../server/core/rate.ts';
import { beyond, meanOf, perHead, type Measured } from '../../server/core/side-by-side.ts';

const of = (text: string | undefined) => (text === undefined ? undefined : parseRate(text, ''));
const text = (value: ReturnType<typeof of>) => value && formatRate(value);

test.each<[Measured, Array<string | undefined>, string | undefined]>([
  ['money', ['1.00', '2.00', '2.00'], '1.67'],
  ['money', ['1.00', undefined], '1'],
  ['money', ['-0.01', '0.00'], '-0.01'],
  ['count', ['3', '4'], '3.5'],
  ['score', ['90.00', '90.01'], '90.01'],
  ['score', [undefined, undefined], undefined],
  ['score', [], undefined],
])('the mean of %s %j', (measured, figures, mean) => {
  expect(text(meanOf(figures.map(of), measured))).toBe(mean);
});

test('the differences to an exact mean add up to nothing', () => {
  fc.assert(fc.property(fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { minLength: 1, maxLength: 8 }), (given) => {
    const figures = given.map((each) => rate(each * BigInt(given.length)));
    const mean = meanOf(figures, 'count');
    expect(figures.reduce((sum, figure) => sum + beyond(figure, mean)!.n, 0n)).toBe(0n);
  }));
});

test('nothing is more than what is missing', () => {
  expect([beyond(undefined, rate(1n)), beyond(rate(1n), undefined)]).toEqual([undefined, undefined]);
});

test('pay by heads is rounded to the fen; of nobody there is none', () => {
  expect([perHead(100n, 3), perHead(0n, 2), perHead(100n, 0)]).toEqual([33n, 0n, undefined]);
});
