/** A stay on the page: which policy holds, how a stay begins, what comes of it, and the link that carries it. */
import { payStays, type Calculator, type Circumstances, type RawStay, type StayOutcome } from '../../server/core/policy/benefit.ts';
import { examplesOf } from '../../server/core/policy/benefit-examples.ts';
import type { Policy, Quantity, Words } from '../../server/core/policy/policy.ts';
import { Refusal, type Fault } from '../../server/core/refusal.ts';

export interface Offered {
  slug: string;
  version: string;
  hash: string;
  title: Words;
  place: Words;
  appliesFrom: string;
  own: boolean;
}

/** A policy of a place with all of its versions, the newest first. */
export interface Choice {
  key: string;
  own: boolean;
  title: Words;
  place: Words;
  versions: Offered[];
}

/** What can be chosen: the versions of one policy of one origin together. */
export function choicesOf(offered: readonly Offered[]): Choice[] {
  return [...Map.groupBy(offered, ({ own, slug }) => `${own ? 'own' : 'library'}/${slug}`)].map(([key, versions]) => {
    const [{ own, title, place }] = versions as [Offered];
    return { key, own, title, place, versions };
  });
}

/** The newest version that has begun on a day. */
export function versionOn({ versions }: Choice, on: string): Offered | undefined {
  return versions.find(({ appliesFrom }) => appliesFrom <= on);
}

/** Everything that is typed. */
export interface Typed {
  stay: RawStay;
  given: Circumstances;
}

/** The one row of the page. */
export const rowKey = '1';

/** The first stay of the policy's examples, with the figures that are decided there. */
export function firstTyped(policy: Policy, calculator: Calculator): Typed {
  const [example] = examplesOf(policy, calculator);
  const { [calculator.table.key]: _key, ...stay } = example?.stays[0] ?? {};
  return { stay, given: example?.given ?? { facts: {}, decisions: {} } };
}

/** A reference to rows of the policy is a choice among them. */
export function asChosen(policy: Policy, quantity: Quantity): Quantity {
  const table = quantity.table === undefined ? undefined : policy.parameterTables.get(quantity.table);
  if (!table) return quantity;
  const options = new Map(table.rows.map((row) => [String(row[table.key]), { zh: String(row[table.key]), en: String(row[table.key]) }]));
  return { ...quantity, kind: 'option', options };
}

const withoutEmpty = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));

/** What comes of a stay. What is left empty takes its default; every fault is at `stay.…`, `facts.…` or `decisions.…`, or at a step or check. */
export function work(calculator: Calculator, { stay, given }: Typed): { outcome?: StayOutcome & { paid: object }; faults: Fault[] } {
  const facts = withoutEmpty(given.facts as Record<string, string>);
  try {
    const row = { ...withoutEmpty(stay), [calculator.table.key]: rowKey };
    const [outcome] = payStays(calculator, { facts, decisions: withoutEmpty(given.decisions) }, [row]) as [StayOutcome];
    return outcome.paid ? { outcome, faults: [] } : { faults: outcome.faults };
  } catch (error) {
    if (error instanceof Refusal) return { faults: error.faults };
    throw error;
  }
}

const prefixes = { stay: 's.', facts: 'f.', decisions: 'd.' } as const;

/** Columns that a link may carry: figures and choices, never free text. */
function carried({ table }: Calculator): string[] {
  return [...table.columns.values()].filter(({ quantity }) => quantity.kind !== 'text').map(({ id }) => id);
}

/** What is typed as parts of an address. */
export function toSearch(calculator: Calculator, { stay, given }: Typed): Array<[string, string]> {
  const columns = carried(calculator);
  const part = (prefix: string, values: Record<string, unknown>, names: readonly string[]): Array<[string, string]> =>
    names.flatMap((name) => (typeof values[name] === 'string' && values[name] !== '' ? [[prefix + name, values[name]] as [string, string]] : []));
  const singles = calculator.singles.filter(({ quantity }) => quantity.kind !== 'text').map(({ id }) => id);
  return [...part(prefixes.stay, stay, columns), ...part(prefixes.facts, given.facts, singles), ...part(prefixes.decisions, given.decisions, singles)];
}

/** What an address carries; undefined when it carries no stay. */
export function fromSearch(calculator: Calculator, search: URLSearchParams): Typed | undefined {
  const columns = carried(calculator);
  const part = (prefix: string, names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.flatMap((name) => {
      const value = search.get(prefix + name);
      return value === null ? [] : [[name, value] as const];
    }));
  const { policy: { facts, decisions } } = calculator;
  const stay = part(prefixes.stay, columns);
  if (Object.keys(stay).length === 0) return undefined;
  return { stay, given: { facts: part(prefixes.facts, [...facts.keys()]), decisions: part(prefixes.decisions, [...decisions.keys()]) } };
}
