/** "What if my score were 95": the same distribution with one cell of one's own row replaced, everybody else's being as they were. */
import { attempt } from '../policy/attempt.ts';
import type { Movement } from '../policy/stages.ts';
import { Refusal, refuse, type Words } from '../refusal.ts';
import { ownDue, peopleOf, rowsOf, type Ground } from './ground.ts';
import { groupLeast } from './standing.ts';

/** A cell of one's own row that may be supposed to be another. */
export interface Supposable {
  column: string;
  title: Words;
  /** As it was; null where the policy's default held. */
  value: string | null;
}

/** The scores and points of one's own row. None in a distribution among so few that the answer would tell what the others have. */
export function supposable(ground: Ground, person: string): Supposable[] {
  const { name, table } = peopleOf(ground);
  const rows = rowsOf(ground.facts, name);
  const own = rows.find((row) => row[table.key] === person);
  if (!own || rows.length < groupLeast) return [];
  return [...table.columns.values()].filter(({ quantity: { kind } }) => kind === 'score' || kind === 'points')
    .map(({ id, title }) => ({ column: id, title, value: own[id] ?? null }));
}

/** What would be due to the person, by item. Refuses another column (SUPPOSED_UNKNOWN), and a value as the facts would (at `value`). */
export function suppose(ground: Ground, person: string, column: string, value: string): Movement[] {
  const open = supposable(ground, person);
  if (!open.some((each) => each.column === column)) return refuse('SUPPOSED_UNKNOWN', 'column', { found: column, allowed: open.map((each) => each.column).join(', ') });
  const { name, table } = peopleOf(ground);
  const rows = rowsOf(ground.facts, name).map((row) => (row[table.key] === person ? { ...row, [column]: value } : row));
  const { value: due, faults } = attempt(() => ownDue({ ...ground, facts: { ...ground.facts, [name]: rows } }, person));
  if (faults) throw new Refusal(faults.map((fault) => ({ ...fault, at: 'value' })));
  return due as Movement[];
}
