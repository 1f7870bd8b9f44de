/** Posts that one person holds at the same time: in different institutions, one of them the main one, shares together at most a whole. */
import { add, compare, formatRate, one, parseRate, sign, zero } from './rate.ts';
import { Refusal, refuse, type Fault } from './refusal.ts';

export interface PostShare {
  /** By name, as a refusal says it; institutions are told apart by `key`. */
  institution: string;
  key: string;
  /** Of a full post, as `readShare` gives it. */
  share: string;
  main: boolean;
}

/** Reads a share of a full post (`0.6`, `60%`): above 0, at most 1, four decimals (NUMBER_EMPTY, NUMBER_UNREADABLE, SHARE_NOT_PART). */
export function readShare(text: string, at: string): string {
  const share = parseRate(text, at);
  const printed = formatRate(share);
  return sign(share) > 0 && compare(share, one) <= 0 && /^\d(\.\d{1,4})?$/.test(printed) ? printed : refuse('SHARE_NOT_PART', at, { found: text });
}

/** The sum of shares that `readShare` gave. */
export function sumOfShares(shares: readonly string[]): string {
  return formatRate(shares.reduce((sum, share) => add(sum, parseRate(share, 'share')), zero));
}

/** Refuses posts that one person cannot have on one day, with all that is wrong (POST_TWICE, MAIN_POST_NOT_ONE, SHARES_OVER_WHOLE). No posts are right: the person leaves. */
export function requireTogether(person: string, on: string, posts: readonly PostShare[]): void {
  const at = 'posts';
  const faults: Fault[] = [];
  const twice = posts.find(({ key }, index) => posts.findIndex((other) => other.key === key) !== index);
  if (twice) faults.push({ code: 'POST_TWICE', at, values: { person, institution: twice.institution } });
  const mains = posts.filter(({ main }) => main).length;
  if (posts.length > 0 && mains !== 1) faults.push({ code: 'MAIN_POST_NOT_ONE', at, values: { person, found: String(mains) } });
  const total = sumOfShares(posts.map(({ share }) => share));
  if (compare(parseRate(total, at), one) > 0) faults.push({ code: 'SHARES_OVER_WHOLE', at, values: { person, on, found: total } });
  if (faults.length > 0) throw new Refusal(faults);
}
