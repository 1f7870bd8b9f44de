/** Posted pay-outs and returns are not corrected: what was paid wrongly comes with a later month, or back from the bank. */
import type { Making } from '../run/correct.ts';

export const payOutMaking: Making = { mayGive: () => false };
