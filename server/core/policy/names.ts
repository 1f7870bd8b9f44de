/** Names of a policy: each given once, each used. */
import type { Fault } from '../refusal.ts';
import { faultAt } from './document.ts';
import type { Place, Policy } from './policy.ts';
import { amountsOf } from './rules/rules.ts';

interface Given {
  name: string;
  place: Place;
}

/** Facts, tables, parameters, decisions, steps and parts; not columns. */
function names(policy: Policy): Given[] {
  const maps = [policy.facts, policy.tables, policy.parameters, policy.parameterTables, policy.decisions, policy.overrides];
  const before = maps.flatMap((map) => [...map].map(([name, { place }]) => ({ name, place })));
  return [...before, ...policy.steps.flatMap((step) => amountsOf(step).map(({ id, place }) => ({ name: id, place })))];
}

function columns(policy: Policy): Array<Given & { table: string }> {
  return [...policy.tables.values(), ...policy.parameterTables.values()].flatMap(({ id, key, place, columns: own }) =>
    [{ table: id, name: key, place }, ...[...own.values()].map((column) => ({ table: id, name: column.id, place: column.place }))]);
}

function twice(given: readonly Given[], key: (each: Given) => string): Fault[] {
  const seen = new Map<string, Place>();
  const faults: Fault[] = [];
  for (const each of given) {
    const first = seen.get(key(each));
    if (first) faults.push(faultAt('NAME_TWICE', each.place, { name: each.name, line: String(first.line) }));
    else seen.set(key(each), each.place);
  }
  return faults;
}

/**
 * Names of facts, tables, parameters, decisions, steps and parts are given once in the policy. A column has its name
 * once in its table, and no such name; two tables may have columns of one name.
 */
export function checkNames(policy: Policy): Fault[] {
  const own = names(policy);
  const places = new Map(own.map(({ name, place }) => [name, place]));
  const inTables = columns(policy);
  const hidden = inTables.filter(({ name }) => places.has(name));
  return [
    ...twice(own, ({ name }) => name),
    ...twice(policy.checks.map(({ id, place }) => ({ name: id, place })), ({ name }) => name),
    ...twice(inTables, (each) => `${(each as Given & { table: string }).table}.${each.name}`),
    ...hidden.map(({ name, place }) => faultAt('NAME_TWICE', place, { name, line: String((places.get(name) as Place).line) })),
  ];
}

/** Facts, parameters and decisions that nothing uses, as warnings; a text beside a key, such as a person's name, is there to be read. `used` holds names, and columns as `table.column`. */
export function checkUse(policy: Policy, used: ReadonlySet<string>): Fault[] {
  const scalars = [policy.facts, policy.parameters, policy.decisions].flatMap((map) => [...map.values()]);
  const unused = scalars.filter(({ id }) => !used.has(id)).map(({ id, place }) => ({ name: id, place }));
  for (const table of [...policy.tables.values(), ...policy.parameterTables.values()]) {
    for (const { id, place, quantity } of table.columns.values()) if (quantity.kind !== 'text' && !used.has(`${table.id}.${id}`)) unused.push({ name: `${table.id}.${id}`, place });
  }
  return unused.map(({ name, place }) => faultAt('NEVER_USED', place, { name }, 'warning'));
}
