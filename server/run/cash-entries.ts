/** A sum of somebody's cash with what it came from, and who of the register it belongs to. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { CashItem } from '../core/cash.ts';
import { lastDay } from '../core/period.ts';
import type { CashMove } from '../core/policy/cash-moves.ts';
import { stageId } from '../core/run-text.ts';
import type { Policy } from '../core/policy/policy.ts';
import { amountTitle } from '../core/policy/titles.ts';
import type { Words } from '../core/refusal.ts';
import { yearEnds } from './dated.ts';
import { titleAt } from './titles.ts';

export interface CashEntry extends CashItem {
  /** Id of the institution. */
  institution: string;
  /** The stage or the kind of obligation, and the amount of the policy where there is one. */
  title: Words;
  detail: Words | null;
  /** What explains it, where a run gave it. */
  run: string | null;
  step: string | null;
  row: string | null;
  /** The page where it is made or shown, where no single figure explains it. */
  path: string | null;
}

/** The month in which something is paid that is not paid yet: its own, or the present one where that has passed. */
export function payable(period: string, present: string): string {
  const first = period.length === 4 ? `${period}-01` : period;
  return first > present ? first : present;
}

interface Headed {
  code: string;
  institution: string;
  from: string;
  until: string | null;
}

/** Whose cash a code of an account or row stands for: an institution, or the head of a consortium as it was at the end of the month. */
export type Payees = (code: string, month: string | undefined) => string | undefined;

export async function payeesOf(em: EntityManager, region: number, year: number, asOf: Date | null): Promise<Payees> {
  const at = asOf?.toISOString() ?? null;
  const institutions = await em.execute<Array<{ id: string; code: string }>>('select id, code from institution where region_id = ?', [region]);
  const headed = await em.execute<Headed[]>(`
    select c.code, m.institution_id as institution, m.valid_from::text as "from", m.valid_until::text as until
    from institution_membership m join consortium c on c.region_id = m.region_id and c.id = m.consortium_id
    where m.region_id = ? and m.role = 'HEAD' and m.known_from <= coalesce(?::timestamptz, 'infinity') and (m.known_until is null or ?::timestamptz < m.known_until)`, [region, at, at]);
  const byCode = new Map(institutions.map(({ id, code }) => [code, id]));
  const heads = Map.groupBy(headed, ({ code }) => code);
  return (code, month) => {
    const day = month === undefined ? yearEnds(year) : lastDay(month);
    return byCode.get(code) ?? heads.get(code)?.find(({ from, until }) => from <= day && (until === null || day < until))?.institution;
  };
}

/** Cash moves of a run or plan as entries; what belongs to nobody of the register is left out. */
export function entriesOf(moves: readonly CashMove[], payees: Payees, given: Pick<CashEntry, 'month' | 'state' | 'run' | 'path'>, policy: Policy, stage: string): CashEntry[] {
  const title = titleAt(stage, policy);
  return moves.flatMap(({ step, row, of, amount }): CashEntry[] => {
    const institution = payees(of, given.month);
    return institution === undefined ? [] : [{ ...given, institution, amount, title, detail: amountTitle(policy, step), step, row: row ?? null }];
  });
}

/** Whether a stage of a policy moves cash at all. */
export function movesCash(policy: Policy, stage: string, cash: ReadonlySet<string>): boolean {
  return (policy.stages.get(stageId(stage))?.moves ?? []).some(({ from, to }) => cash.has(from.class) !== cash.has(to.class));
}
