/** Dividing a pool on the page: what is typed, undone and done again, and brought together with what somebody else has saved meanwhile. */
import { parseMoney, parseNonNegativeMoney, formatMoney, type Money } from '../../server/core/money.ts';
import { parseRate } from '../../server/core/rate.ts';
import { Refusal, type Fault } from '../../server/core/refusal.ts';
import { divisionFaults, leftOf, memberFaults, needsReason, poolOf, restByRule, type Division, type Member } from '../../server/core/second-allocation.ts';

/** One of the people as the API shows them. */
export interface Person {
  code: string;
  name: string;
  usual: string;
  least: string | null;
  most: string | null;
  amount: string | null;
  reason: string;
}

export interface Terms {
  beyond: string;
  reasonOver: string | null;
  people: readonly Person[];
}

/** What is typed, by staff number; '' where nothing is. */
export interface Typed {
  amounts: Readonly<Record<string, string>>;
  reasons: Readonly<Record<string, string>>;
}

export interface Editing {
  past: readonly Typed[];
  now: Typed;
  future: readonly Typed[];
  /** The field that was changed last: typing on in it is one step. */
  field: string | null;
}

const fen = (text: string): Money => parseMoney(text, '');

export function typedOf(people: readonly Person[]): Typed {
  return { amounts: Object.fromEntries(people.map(({ code, amount }) => [code, amount ?? ''])), reasons: Object.fromEntries(people.map(({ code, reason }) => [code, reason])) };
}

export function begun(now: Typed): Editing {
  return { past: [], now, future: [], field: null };
}

/** With what was typed next; `field` is null for what changes several fields at once. */
export function changed({ past, now, field: last }: Editing, next: Typed, field: string | null): Editing {
  return { past: field !== null && field === last ? past : [...past, now], now: next, future: [], field };
}

export function undone(editing: Editing): Editing {
  const { past, now, future } = editing;
  const before = past.at(-1);
  return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], field: null } : editing;
}

export function redone(editing: Editing): Editing {
  const { past, now, future: [next, ...rest] } = editing;
  return next ? { past: [...past, now], now: next, future: rest, field: null } : editing;
}

export function divisionOf({ beyond, reasonOver, people }: Terms): Division {
  const members = people.map(({ code, usual, least, most }): Member => ({ key: code, usual: fen(usual), ...(least !== null && { least: fen(least) }), ...(most !== null && { most: fen(most) }) }));
  return { beyond: beyond === 'reason' ? 'reason' : 'refuse', members, ...(reasonOver !== null && { reasonOver: parseRate(reasonOver, '') }) };
}

export interface Sums {
  /** What can be read of what is typed. */
  amounts: Map<string, Money>;
  pool: Money;
  left: Money;
  /** By the field that they are about: `amounts.7`, `reasons.7`. */
  faults: Map<string, Fault>;
  /** Whether it may be handed in. */
  whole: boolean;
  /** Those whose amounts stand only with a reason. */
  reasoned: ReadonlySet<string>;
}

function readAmount(code: string, text: string): { amount: Money } | { fault: Fault } {
  try {
    return { amount: parseNonNegativeMoney(text, `amounts.${code}`) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { fault: error.faults[0] as Fault };
  }
}

/** What the typed amounts come to, and what is wrong with each field. */
export function sumsOf(division: Division, { amounts: typed, reasons: written }: Typed): Sums {
  const amounts = new Map<string, Money>();
  const faults = new Map<string, Fault>();
  for (const { key } of division.members) {
    const text = (typed[key] ?? '').trim();
    if (text === '') continue;
    const read = readAmount(key, text);
    if ('fault' in read) faults.set(`amounts.${key}`, read.fault);
    else amounts.set(key, read.amount);
  }
  const given = { amounts, reasons: new Map(Object.entries(written)) };
  for (const fault of memberFaults(division, given, '')) faults.set(fault.at.slice(1), fault);
  const reasoned = new Set(division.members.filter((member) => amounts.has(member.key) && needsReason(division, member, amounts.get(member.key) as Money)).map(({ key }) => key));
  return { amounts, pool: poolOf(division), left: leftOf(division, amounts), faults, reasoned, whole: faults.size === 0 && divisionFaults(division, given, '').length === 0 };
}

function withAmounts(typed: Typed, amounts: ReadonlyMap<string, Money>): Typed {
  return { ...typed, amounts: { ...typed.amounts, ...Object.fromEntries([...amounts].map(([key, amount]) => [key, formatMoney(amount)])) } };
}

/** Everybody gets what the rule gives; reasons are no longer needed and go. */
export function allByRule(division: Division): Typed {
  return { amounts: Object.fromEntries(division.members.map(({ key, usual }) => [key, formatMoney(usual)])), reasons: {} };
}

/** The empty fields share what is left, in proportion to what the rule gives. */
export function withRest(division: Division, typed: Typed): Typed {
  return withAmounts(typed, restByRule(division, sumsOf(division, typed).amounts));
}

/** What is sent: every amount that can be read. */
export function peopleGiven(division: Division, typed: Typed): Array<{ code: string; amount: string; reason: string | null }> {
  return [...sumsOf(division, typed).amounts].map(([code, amount]) => ({ code, amount: formatMoney(amount), reason: (typed.reasons[code] ?? '').trim() || null }));
}

/** A field that somebody else has saved otherwise than one has it. */
export interface Difference {
  code: string;
  was: string;
  theirs: string;
  /** What one has typed oneself and keeps. */
  mine: string | null;
}

const amountText = (text: string): string => {
  const read = readAmount('', text.trim());
  return 'amount' in read ? formatMoney(read.amount) : text.trim();
};
const same = (a: string | undefined, b: string | undefined): boolean => amountText(a ?? '') === amountText(b ?? '');

/** What one typed since `base` upon what somebody else has saved: nothing of either is lost, and every field that they changed is told. */
export function broughtTogether(base: Typed, mine: Typed, theirs: Typed): { typed: Typed; differences: Difference[] } {
  const codes = Object.keys(theirs.amounts);
  const isMine = (code: string) => !same(mine.amounts[code], base.amounts[code]);
  const amounts = Object.fromEntries(codes.map((code) => [code, (isMine(code) ? mine : theirs).amounts[code] ?? '']));
  const reasons = Object.fromEntries(codes.map((code) => [code, ((mine.reasons[code] ?? '') !== (base.reasons[code] ?? '') ? mine : theirs).reasons[code] ?? '']));
  const differences = codes.filter((code) => !same(theirs.amounts[code], base.amounts[code]) && !same(theirs.amounts[code], mine.amounts[code]))
    .map((code): Difference => ({ code, was: base.amounts[code] ?? '', theirs: theirs.amounts[code] ?? '', mine: isMine(code) ? mine.amounts[code] ?? '' : null }));
  return { typed: { amounts, reasons }, differences };
}
