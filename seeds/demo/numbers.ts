/** Numbers of cards for people who do not exist: right by their check digits, and the same for the same staff number. */
import { idCardCheckDigit, luhnDigit } from '../../server/core/card-number.ts';
import type { GivenNumbers } from '../../server/organisation/person-numbers.ts';
import { dice } from './random.ts';

const two = (number: number) => String(number).padStart(2, '0');

/** `index` counts the people of a region and keeps their numbers apart. */
export function inventedNumbers(region: number, code: string, index: number): GivenNumbers {
  const random = dice(region, code);
  const birthday = `${random.between(1966, 2000)}${two(random.between(1, 12))}${two(random.between(1, 28))}`;
  const seventeen = `${region}${birthday}${String(index % 1000).padStart(3, '0')}`;
  const eighteen = `620000${region}${String(index).padStart(6, '0')}`;
  return { idCard: seventeen + idCardCheckDigit(seventeen), bankCard: eighteen + luhnDigit(eighteen) };
}
