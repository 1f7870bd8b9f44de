import type { Making } from '../run/correct.ts';

/** Who prepares a budget may give and decide everything in it. */
export const budgetMaking: Making = { mayGive: () => true };
