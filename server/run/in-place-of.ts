/** Who signs in whose place. Of a run, somebody and whoever lent them a role count as one person. */
import { grantsIn, requireRole, standing, type Asker } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import type { Approval, Run } from '../model/run.ts';
import { isSeen } from './sees.ts';

const among = (asker: Asker, principal: string | null, others: ReadonlyArray<string | null>): boolean =>
  others.some((other) => other !== null && (other === asker.id || other === principal));

function hasPrepared(asker: Asker, principal: string | null, { preparedById, preparedForId }: Run): boolean {
  return among(asker, principal, [preparedById, preparedForId]);
}

function hasSigned(asker: Asker, principal: string | null, approvals: readonly Approval[]): boolean {
  return among(asker, principal, approvals.flatMap(({ accountId, forId }) => [accountId, forId]));
}

/** Which of these signatures the asker may give now. */
export function signable(asker: Asker, run: Run, approvals: readonly Approval[], steps: readonly Role[]): Role[] {
  return steps.filter((step) => {
    const grant = standing(asker, run.regionId, [step], run.institution?.id);
    return grant !== undefined && !hasPrepared(asker, grant.actsFor, run) && !hasSigned(asker, grant.actsFor, approvals);
  });
}

/** The run as it is for the asker: one that they may neither see nor sign for is as if it did not exist (NOT_FOUND, REGION_NOT_YOURS). */
export function requireKnown(asker: Asker, run: Run): Run {
  grantsIn(asker, run.regionId);
  const known = isSeen(asker, run) || standing(asker, run.regionId, run.steps as Role[], run.institution?.id);
  return known ? run : refuse('NOT_FOUND', 'run', { what: { zh: '核算', en: 'run' }, found: run.id });
}

/**
 * In whose place the asker gives a mark in one of the roles; null in their own. Refuses who prepared the run or for whom it was prepared
 * (SIGNED_BY_PREPARER), another role (ROLE_NOT_ALLOWED), and who has signed or for whom it was signed (SIGNED_TWICE).
 */
export function requireOther(asker: Asker, run: Run, approvals: readonly Approval[], roles: readonly Role[]): string | null {
  if (hasPrepared(asker, null, run)) refuse('SIGNED_BY_PREPARER', 'run');
  const { actsFor } = requireRole(asker, run.regionId, roles, run.institution?.id);
  if (hasPrepared(asker, actsFor, run)) refuse('SIGNED_BY_PREPARER', 'run');
  if (hasSigned(asker, actsFor, approvals)) refuse('SIGNED_TWICE', 'run');
  return actsFor;
}
