import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { objectionState, objectionTitles, requireInTime, requireOtherRuler, requirePublished, type Course, type ObjectionState, type ToPay } from '../../../server/core/notice/objection.ts';
import { Refusal } from '../../../server/core/refusal.ts';
import { refused } from '../policy/kit.ts';

test.each<[Course, ObjectionState]>([
  [{ upheld: null, recomputed: false, paid: false }, 'OPEN'],
  [{ upheld: null, recomputed: true, paid: true }, 'OPEN'],
  [{ upheld: false, recomputed: true, paid: true }, 'REJECTED'],
  [{ upheld: true, recomputed: false, paid: false }, 'UPHELD'],
  [{ upheld: true, recomputed: true, paid: false }, 'RECOMPUTED'],
  [{ upheld: true, recomputed: true, paid: true }, 'SETTLED'],
])('%j is %s', (course, state) => {
  expect(objectionState(course)).toBe(state);
  expect(objectionTitles[state].zh).not.toBe('');
});

test('an objection is made until the last day', () => {
  requireInTime('2026-03-17', '2026-03-17');
  expect(refused(() => requireInTime('2026-03-17', '2026-03-18'))).toEqual(['notice PAY_OBJECTION_LATE']);
});

test('nobody rules on their own work', () => {
  requireOtherRuler(['a'], ['b', null]);
  for (const by of [['a'], ['c', 'a']]) expect(refused(() => requireOtherRuler(by, ['b', null, 'a']))).toEqual(['objection PAY_OBJECTION_OWN_WORK']);
});

const line = (more: Partial<ToPay> = {}): ToPay => ({ person: 'A', closesOn: '2026-03-17', objected: false, ...more });

describe('a distribution is paid', () => {
  test.each<[string, ToPay[], string, string[]]>([
    ['after the last day', [line()], '2026-03-18', []],
    ['without anybody in it', [], '2026-03-18', []],
    ['not on the last day', [line()], '2026-03-17', ['notice NOTICE_OPEN']],
    ['not before the last of its notices is over', [line(), line({ closesOn: '2026-03-20' })], '2026-03-20', ['notice NOTICE_OPEN']],
    ['not with a line that was not published', [line(), line({ closesOn: null })], '2026-03-18', ['notice NOTICE_MISSING']],
    ['not while an objection waits', [line({ objected: true }), line({ objected: true })], '2026-03-18', ['run PAY_OBJECTION_WAITS']],
  ])('%s', (_what, lines, today, faults) => {
    expect(faults.length === 0 ? (requirePublished(lines, today), []) : refused(() => requirePublished(lines, today))).toEqual(faults);
  });
});

/** The life of a distribution of three people in random acts, day by day, beside a record of what was done. */
type Act = { is: 'publish'; days: number } | { is: 'object' | 'reject' | 'uphold' | 'hold' | 'recompute'; person: number } | { is: 'pay' } | { is: 'day' };
const person = fc.integer({ min: 0, max: 2 });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ is: fc.constant('publish' as const), days: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ is: fc.constantFrom('object' as const, 'reject' as const, 'uphold' as const, 'hold' as const, 'recompute' as const), person }),
  fc.record({ is: fc.constantFrom('pay' as const, 'day' as const) }),
);
const dayOf = (index: number): string => `2026-03-${String(index + 1).padStart(2, '0')}`;

interface Somebody {
  /** Which amount they have, and in which notice it stands. */
  amount: number;
  published: Map<number, number>;
  held: boolean;
  paid: number | null;
  objections: Course[];
}

class Life {
  today = 0;
  readonly people: Somebody[] = Array.from({ length: 3 }, () => ({ amount: 0, published: new Map(), held: false, paid: null, objections: [] }));
  readonly log: string[] = [];

  do(act: Act): void {
    if (act.is === 'day') this.today = Math.min(this.today + 1, 30);
    else if (act.is === 'publish') this.publish(act.days);
    else if (act.is === 'pay') this.pay();
    else this.one(act.is, this.people[act.person] as Somebody);
  }

  private publish(days: number): void {
    for (const each of this.people) if (!each.held && each.paid === null && !each.published.has(each.amount)) each.published.set(each.amount, this.today + days);
  }

  private one(is: 'object' | 'reject' | 'uphold' | 'hold' | 'recompute', each: Somebody): void {
    const open = each.objections.find(({ upheld }) => upheld === null);
    const waits = each.objections.find((course) => objectionState(course) === 'UPHELD');
    if (is === 'hold' && each.paid === null) each.held = true;
    if (is === 'object') this.object(each);
    if (is === 'reject' && open) [open.upheld, each.held] = [false, false];
    if (is === 'uphold' && open) open.upheld = true;
    if (is === 'recompute' && waits) [waits.recomputed, each.amount, each.held] = [true, each.amount + 1, false];
  }

  private object(each: Somebody): void {
    const closes = each.published.get(each.amount);
    if (closes === undefined || each.paid !== null || each.objections.some(({ upheld }) => upheld === null)) return;
    try {
      requireInTime(dayOf(closes), dayOf(this.today));
      each.objections.push({ upheld: null, recomputed: false, paid: false });
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(this.today).toBeGreaterThan(closes);
    }
  }

  private pay(): void {
    const due = this.people.filter(({ held, paid }) => !held && paid === null);
    try {
      requirePublished(due.map(({ amount, published, objections }, index) => ({
        person: String(index), closesOn: published.has(amount) ? dayOf(published.get(amount) as number) : null, objected: objections.some((course) => objectionState(course) === 'OPEN'),
      })), dayOf(this.today));
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(due.some(({ amount, published, objections }) => (published.get(amount) ?? 99) >= this.today || objections.some(({ upheld }) => upheld === null))).toBe(true);
      return;
    }
    for (const each of due) {
      each.paid = this.today;
      for (const course of each.objections) if (course.recomputed) course.paid = true;
    }
  }
}

test('whatever is done in whatever order, nobody is paid unpublished, in the days of the notice, or while an objection waits', () => {
  fc.assert(fc.property(fc.array(acts, { maxLength: 60 }), (done) => {
    const life = new Life();
    for (const act of done) life.do(act);
    for (const { paid, published, amount, objections } of life.people) {
      if (paid === null) continue;
      expect(published.get(amount)).toBeLessThan(paid);
      for (const course of objections) expect(['REJECTED', 'UPHELD', 'SETTLED']).toContain(objectionState(course));
    }
  }), { numRuns: 400 });
});
