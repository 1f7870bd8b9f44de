import type { Making } from '../run/correct.ts';

/** Budgets are prepared by the health bureau, which may give and decide everything in them. */
export const budgetMaking: Making = { roles: ['HEALTH_BUREAU'], mayGive: () => true };
