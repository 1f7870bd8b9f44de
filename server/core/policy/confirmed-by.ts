/** `confirmed_by` of a stage: whose rows are confirmed by the institutions that they concern, within which time, and what silence means. */
import type { Silence } from '../confirmation.ts';
import type { Fault, Words } from '../refusal.ts';
import { faultAt } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import type { Place, Policy } from './policy.ts';
import { amountsOf, homeOf } from './rules/rules.ts';
import type { Stage } from './stages.ts';

export interface ConfirmedBy {
  /** The key of the table whose rows are confirmed: an institution for itself, a consortium by its head hospital. */
  of: 'consortium' | 'institution';
  /** After the day on which the run was handed in. */
  workingDays: number;
  silence: Silence;
  place: Place;
}

const daysMost = 60;

/** Reads `confirmed_by`, where a stage has it. */
export function readConfirmedBy({ reader }: Draft, stage: Fields): { confirmedBy?: ConfirmedBy } {
  const node = stage.find('confirmed_by');
  if (!node) return {};
  const fields = reader.fields(node, ['of', 'working_days', 'silence']);
  const written = fields.text('working_days');
  const workingDays = /^[1-9]\d?$/.test(written) ? Number(written) : 0;
  if (workingDays < 1 || workingDays > daysMost) reader.fault('WORKING_DAYS_NOT_VALID', fields.place, { found: written });
  return { confirmedBy: { of: fields.oneOf('of', ['consortium', 'institution']), workingDays, silence: fields.oneOf('silence', ['confirmed', 'disputed']), place: node.place } };
}

/** The amounts of a stage by row of tables with this key. */
export function confirmedAmounts(policy: Policy, { moves }: Stage, { of }: ConfirmedBy): string[] {
  const homes = new Map(policy.steps.flatMap((step) => amountsOf(step).map(({ id }) => [id, homeOf(step, id)] as const)));
  return [...new Set(moves.map(({ amount }) => amount))].filter((amount) => policy.tables.get(homes.get(amount) ?? '')?.key === of);
}

/** A stage without any amount by such rows has nothing that could be confirmed. */
export function checkConfirmed(policy: Policy, faults: Fault[]): void {
  for (const stage of policy.stages.values()) {
    const { confirmedBy } = stage;
    if (confirmedBy && confirmedAmounts(policy, stage, confirmedBy).length === 0) {
      faults.push(faultAt('CONFIRMED_NOTHING', confirmedBy.place, { stage: stage.id, found: confirmedBy.of }));
    }
  }
}

const confirmers: Record<ConfirmedBy['of'], Words> = {
  consortium: { zh: '各医共体（由牵头医院）', en: 'each consortium, by its head hospital,' },
  institution: { zh: '各机构', en: 'each institution' },
};
const meanings: Record<Silence, Words> = {
  confirmed: { zh: '逾期不答复视为确认', en: 'silence counts as confirmed' },
  disputed: { zh: '逾期不答复视为异议', en: 'silence counts as disputed' },
};

export function sayConfirmedBy({ of, workingDays, silence }: ConfirmedBy): Words {
  return {
    zh: `${confirmers[of].zh}在报送后 ${workingDays} 个工作日内确认或提出异议，${meanings[silence].zh}`,
    en: `${confirmers[of].en} confirms or disputes its line within ${workingDays} working days after it is handed in: ${meanings[silence].en}`,
  };
}
