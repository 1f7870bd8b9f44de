/** What corrections of totals and distributions are made of. */
import { hasRole } from '../access/asker.ts';
import { lastDay } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import type { Making } from '../run/correct.ts';
import { yearBegins } from '../run/dated.ts';
import { policyOf } from '../run/policies.ts';
import { payRegister } from '../run/register.ts';
import { ownOffices, payTotalOf } from './pay-draft.ts';
import { staffOfYear } from './staff-of-year.ts';
import { writePayRun } from './write-pay-run.ts';

export const payTotalMaking: Making = {
  mayGive: () => true,
  register: async ({ em }, { institution, year }) => payRegister(em, await institution!.loadOrFail(), year, yearBegins(year)),
};

export const payMaking: Making = {
  mayGive: ({ asker }, { regionId }, by) => hasRole(asker, regionId, ['HOSPITAL_HEAD']) && ownOffices.includes(by),
  async upstream(asking, { institution, year }) {
    const unit = await institution!.loadOrFail();
    const total = await payTotalOf(asking, unit, year);
    return [{ run: total ? total.run.getEntity() : refuse('PAY_TOTAL_MISSING', 'institution', { institution: unit.name, year: String(year) }), stage: 'pay-total', code: 'PAY_TOTAL_DIFFERS' }];
  },
  register: async ({ em }, { institution, year, period, policyVersion }) => (
    staffOfYear(payRegister, em, policyOf(await policyVersion.loadOrFail()), await institution!.loadOrFail(), year, lastDay(period))),
  prepared: async (asking, prepared) => void await writePayRun(asking, prepared),
};
