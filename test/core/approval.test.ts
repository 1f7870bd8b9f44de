/** Approval as a machine: each refusal, each return, and random walks of which none posts without every signature. */
import { describe, expect, test } from '@jest/globals';
import { posted, preparing, returned, signed, standing, stateTitles, submitted, unsigned, withdrawn, type Case } from '../../server/core/approval.ts';
import { dice, type Dice } from '../../seeds/demo/random.ts';
import { Refusal } from '../../server/core/refusal.ts';
import { refused } from '../kit/refused.ts';

const hash = 'a'.repeat(64);
const fresh: Case = { steps: ['ONE', 'TWO', 'THREE'], preparedBy: 'p', hash, state: 'SUBMITTED', marks: [], stale: false };
const title = (step: string) => ({ zh: step, en: step });
const sign = (run: Case, by: string, step: string, seen = run.hash) => signed(run, { by, step, hash: seen, title });
const back = (run: Case, by: string, to: string, note = 'wrong', seen = run.hash) => returned(run, { by, to, note, hash: seen });
const all = sign(sign(sign(fresh, 'a', 'ONE'), 'b', 'TWO'), 'c', 'THREE');
const codes = (work: () => unknown) => refused(work).map(({ code, at }) => `${code} ${at}`);

describe('signing', () => {
  test('goes from submitted over reviewing to approved, in any order, and is then posted', () => {
    const first = sign(fresh, 'b', 'TWO');
    expect([first.state, unsigned(first)]).toEqual(['REVIEWING', ['ONE', 'THREE']]);
    expect([all.state, posted(all).state, unsigned(all)]).toEqual(['APPROVED', 'POSTED', []]);
    expect(stateTitles.POSTED.zh).toBe('已入账');
  });

  test.each<[string, () => unknown, string]>([
    ['another hash', () => sign(fresh, 'a', 'ONE', 'b'), 'RUN_CHANGED hash'],
    ['a run that is only prepared', () => sign({ ...fresh, state: 'PREPARED' }, 'a', 'ONE'), 'RUN_NOT_OPEN run'],
    ['an approved run', () => sign(all, 'd', 'ONE'), 'RUN_NOT_OPEN run'],
    ['an office that has signed', () => sign(sign(fresh, 'a', 'ONE'), 'b', 'ONE'), 'STEP_NOT_WAITING step'],
    ['an office that there is not', () => sign(fresh, 'a', 'FOUR'), 'STEP_NOT_WAITING step'],
    ['the preparer', () => sign(fresh, 'p', 'ONE'), 'SIGNED_BY_PREPARER run'],
    ['one person for two offices', () => sign(sign(fresh, 'a', 'ONE'), 'a', 'TWO'), 'SIGNED_TWICE run'],
    ['a stale run', () => sign({ ...fresh, stale: true }, 'a', 'ONE'), 'RUN_STALE run'],
    ['posting before the last', () => posted(sign(fresh, 'a', 'ONE')), 'RUN_NOT_OPEN run'],
    ['posting what only says that it is approved', () => posted({ ...fresh, state: 'APPROVED' }), 'SIGNATURES_MISSING run'],
  ])('%s is refused', (_what, work, fault) => expect(codes(work)).toEqual([fault]));

  test('a signature on another hash does not stand', () => {
    expect(standing({ ...all, hash: 'b'.repeat(64) })).toEqual([]);
  });
});

describe('returning', () => {
  test('to a step keeps the signatures before it', () => {
    const run = back(all, 'd', 'TWO');
    expect([run.state, unsigned(run)]).toEqual(['REVIEWING', ['TWO', 'THREE']]);
    expect(codes(() => sign(run, 'a', 'TWO'))).toEqual(['SIGNED_TWICE run']);
    expect(sign(sign(run, 'c', 'TWO'), 'b', 'THREE').state).toBe('APPROVED');
    expect(back(all, 'a', 'ONE').state).toBe('SUBMITTED');
  });

  test('to its preparer closes it until it is handed in again, unchanged, for every office anew', () => {
    const run = back(all, 'd', preparing);
    expect([run.state, unsigned(run)]).toEqual(['RETURNED', ['ONE', 'TWO', 'THREE']]);
    expect(codes(() => sign(run, 'd', 'ONE'))).toEqual(['RUN_NOT_OPEN run']);
    expect(codes(() => submitted(run, { by: 'a', hash }))).toEqual(['PREPARER_ONLY run']);
    expect(codes(() => submitted(run, { by: 'p', hash: 'b' }))).toEqual(['RUN_CHANGED hash']);
    expect(codes(() => submitted(fresh, { by: 'p', hash }))).toEqual(['RUN_NOT_OPEN run']);
    const again = submitted(run, { by: 'p', hash });
    expect([again.state, unsigned(again).length]).toEqual(['SUBMITTED', 3]);
    expect(submitted({ ...fresh, state: 'PREPARED' }, { by: 'p', hash }).state).toBe('SUBMITTED');
  });

  test.each<[string, () => unknown, string]>([
    ['without a reason', () => back(all, 'd', 'ONE', ' '), 'NOTE_MISSING note'],
    ['by the preparer', () => back(all, 'p', preparing), 'SIGNED_BY_PREPARER run'],
    ['to a step that has not signed', () => back(sign(fresh, 'a', 'ONE'), 'd', 'TWO'), 'STEP_NOT_SIGNED to'],
    ['to a step that there is not', () => back(all, 'd', 'FOUR'), 'STEP_NOT_SIGNED to'],
    ['of another hash', () => back(all, 'd', 'ONE', 'x', 'b'), 'RUN_CHANGED hash'],
    ['once it is posted', () => back(posted(all), 'd', 'ONE'), 'RUN_NOT_OPEN run'],
  ])('%s is refused', (_what, work, fault) => expect(codes(work)).toEqual([fault]));
});

const people = ['p', 'a', 'b', 'c', 'd'];

/** One random act, wanted or not. Another hash comes in when an item is held: then the run is another, and nothing has been signed on it. */
function act(random: Dice, run: Case): Case {
  const [by, step] = [random.pick(people), random.pick([...run.steps, 'FOUR'])];
  const seen = random.between(1, 12) === 1 ? 'f'.repeat(64) : run.hash;
  switch (random.between(1, 12)) {
    case 1: return submitted(run, { by, hash: seen });
    case 2: return returned(run, { by, to: random.pick([preparing, ...run.steps]), note: random.pick(['', 'x']), hash: seen });
    case 3: return { ...run, stale: !run.stale };
    case 4: return run.state === 'POSTED' ? run : { ...returned(run, { by, to: preparing, note: 'held', hash: seen }), hash: random.pick(['b', 'c', 'd']).repeat(64), state: 'SUBMITTED' };
    case 5: case 6: return posted(run);
    default: return sign(run, by, step, seen);
  }
}

/** Counts on its own, without the machine's own functions, who has signed what is posted. */
function requireSigned(run: Case): void {
  const last = new Map<string, { by: string; hash: string }>();
  for (const mark of run.marks) {
    if (mark.verdict === 'SIGNED') last.set(mark.step, mark);
    else for (const [index, step] of run.steps.entries()) if (mark.to === preparing || index >= run.steps.indexOf(mark.to as string)) last.delete(step);
  }
  const signers = run.steps.map((step) => last.get(step));
  expect(signers.every((mark) => mark?.hash === run.hash)).toBe(true);
  expect(new Set([run.preparedBy, ...signers.map((mark) => mark?.by)]).size).toBe(run.steps.length + 1);
}

test('the preparing office takes back what is open, whoever prepared it, and no signature stands', () => {
  const run = withdrawn(sign(fresh, 'a', 'ONE'), { by: 'p', hash });
  expect([run.state, standing(run), run.marks.at(-1)]).toEqual(['RETURNED', [], { step: 'RETURN', by: 'p', hash, verdict: 'RETURNED', to: preparing }]);
  expect(codes(() => withdrawn(fresh, { by: 'p', hash: 'b' }))).toEqual(['RUN_CHANGED hash']);
  expect(codes(() => withdrawn(all, { by: 'p', hash }))).toEqual(['RUN_NOT_OPEN run']);
});

test('of random walks none posts without every signature, each of another person, on what is posted', () => {
  const random = dice(20_260_310, 'approval');
  const traces = process.env.FULL === '1' ? 100_000 : 3_000;
  let reached = 0;
  for (let trace = 0; trace < traces; trace += 1) {
    let run: Case = { ...fresh, steps: fresh.steps.slice(0, random.between(1, 3)), state: random.pick(['PREPARED', 'SUBMITTED'] as const) };
    for (let length = random.between(5, 40); length > 0 && run.state !== 'POSTED'; length -= 1) {
      try {
        run = act(random, run);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }
    if (run.state !== 'POSTED') continue;
    reached += 1;
    requireSigned(run);
  }
  expect(reached).toBeGreaterThan(traces / 20);
});
