/** Second allocation (二次分配): one pool among the people of a department by its head, within the terms of the policy, to the fen. */
import { allocate } from './allocate.ts';
import { fill, type BoundedClaim } from './fill.ts';
import { formatMoney, sumMoney, type Money } from './money.ts';
import { compare, fromFen, multiply, rate, type Rate } from './rate.ts';
import type { Fault } from './refusal.ts';

/** One who shares: what the rule alone gives, and between which amounts the policy wants theirs. Fen. */
export interface Member {
  key: string;
  usual: Money;
  least?: Money;
  most?: Money;
}

export interface Terms {
  /** Whether an amount may leave its bounds when a reason is given. */
  beyond: 'refuse' | 'reason';
  /** By more than which share of what the rule gives an amount may differ only with a reason; in any way without one when left out. */
  reasonOver?: Rate;
}

export interface Division extends Terms {
  members: readonly Member[];
}

export interface Given {
  /** Fen by the key of the member. */
  amounts: ReadonlyMap<string, Money>;
  reasons: ReadonlyMap<string, string>;
}

/** What is divided: what the rule gives to all of them. */
export function poolOf({ members }: Pick<Division, 'members'>): Money {
  return sumMoney(members.map(({ usual }) => usual));
}

/** What is not given yet; below 0 when too much is. */
export function leftOf(division: Pick<Division, 'members'>, amounts: ReadonlyMap<string, Money>): Money {
  return poolOf(division) - sumMoney(amounts.values());
}

/** Which bound an amount leaves. */
function outside({ least, most }: Member, amount: Money): { code: 'SECOND_BELOW' | 'SECOND_ABOVE'; limit: Money } | undefined {
  if (least !== undefined && amount < least) return { code: 'SECOND_BELOW', limit: least };
  if (most !== undefined && amount > most) return { code: 'SECOND_ABOVE', limit: most };
  return undefined;
}

const size = (amount: Money): Money => (amount < 0n ? -amount : amount);

/** Whether an amount stands only with a reason. */
export function needsReason({ beyond, reasonOver }: Terms, member: Member, amount: Money): boolean {
  if (beyond === 'reason' && outside(member, amount)) return true;
  return reasonOver !== undefined && compare(fromFen(size(amount - member.usual)), multiply(fromFen(size(member.usual)), reasonOver)) > 0;
}

/** What is wrong with the amounts of single members, as far as they are given: bounds, and reasons that are missing. */
export function memberFaults(division: Division, { amounts, reasons }: Given, at: string): Fault[] {
  return division.members.flatMap((member): Fault[] => {
    const { key, usual } = member;
    const amount = amounts.get(key);
    if (amount === undefined) return [];
    const found = formatMoney(amount);
    const broken = division.beyond === 'refuse' ? outside(member, amount) : undefined;
    if (broken) return [{ code: broken.code, at: `${at}.amounts.${key}`, values: { key, found, limit: formatMoney(broken.limit) } }];
    if (!needsReason(division, member, amount) || (reasons.get(key) ?? '').trim() !== '') return [];
    return [{ code: 'SECOND_REASON', at: `${at}.reasons.${key}`, values: { key, found, usual: formatMoney(usual) } }];
  });
}

/** Everything that is wrong with a division that is handed in: members left out, others than members, bounds, reasons, and a pool that is not given out to the fen. */
export function divisionFaults(division: Division, given: Given, at: string): Fault[] {
  const keys = new Set(division.members.map(({ key }) => key));
  const strangers = [...given.amounts.keys()].filter((key) => !keys.has(key));
  const missing = [...keys].filter((key) => !given.amounts.has(key));
  const left = leftOf(division, given.amounts);
  return [
    ...strangers.map((key): Fault => ({ code: 'SECOND_NOT_MEMBER', at: `${at}.amounts.${key}`, values: { key } })),
    ...missing.map((key): Fault => ({ code: 'SECOND_INCOMPLETE', at: `${at}.amounts.${key}`, values: { key } })),
    ...memberFaults(division, given, at),
    ...(left === 0n ? [] : [{ code: 'SECOND_NOT_SPENT', at, values: { pool: formatMoney(poolOf(division)), given: formatMoney(poolOf(division) - left), left: formatMoney(left) } } as const]),
  ];
}

/** Weights as they are, or all equal where nobody has one. */
function weighed(amounts: readonly Money[]): Rate[] {
  const none = amounts.every((amount) => amount <= 0n);
  return amounts.map((amount) => (none ? rate(1n) : rate(amount > 0n ? amount : 0n)));
}

/**
 * What is left of the pool, to those who have no amount yet, in proportion to what the rule gives them, within their bounds, by largest remainder.
 * Gives the amounts of all; where the bounds leave no way to give out everything, the rest stays, and nothing changes when too much is given already.
 */
export function restByRule(division: Division, amounts: ReadonlyMap<string, Money>): Map<string, Money> {
  const open = division.members.filter(({ key }) => !amounts.has(key));
  const left = leftOf(division, amounts);
  const weights = weighed(open.map(({ usual }) => usual));
  const claims = open.map(({ key, least, most }, index): BoundedClaim => (
    { key, weight: weights[index] as Rate, ...(least !== undefined && { least }), ...(most !== undefined && { most }) }));
  const filling = left < 0n ? undefined : fill(left, claims, 'largest-remainder');
  if (!filling || 'missing' in filling) return new Map(amounts);
  return new Map([...amounts, ...filling.shares.map(({ key, amount }) => [key, amount] as const)]);
}

/**
 * Amounts that were decided on another pool or for other people, carried over to this one: they are the weights by which it is divided,
 * and for whoever has joined since, what the rule gives. Adds up to the pool to the fen.
 */
export function carriedOver({ members }: Pick<Division, 'members'>, amounts: ReadonlyMap<string, Money>): Map<string, Money> {
  if (members.length === 0) return new Map();
  const weights = weighed(members.map(({ key, usual }) => amounts.get(key) ?? usual));
  const shares = allocate(poolOf({ members }), members.map(({ key }, index) => ({ key, weight: weights[index] as Rate })), 'largest-remainder');
  return new Map(shares.map(({ key, amount }) => [key, amount]));
}
