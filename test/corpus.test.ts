/** Every run of the stored corpus is replayed to the fen, by the evaluator of its language number. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { replayed, withRuns, type Corpus } from '../server/cli/policy/corpus.ts';
import { Stop } from '../server/cli/policy/files.ts';
import { contentHash } from '../server/hash.ts';
import { refused } from './kit/refused.ts';

const folder = new URL('corpus/', import.meta.url);
const corpora = readdirSync(folder).map((name): [string, Corpus] => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Corpus]);

test('holds several runs of both presets', () => {
  expect(corpora.map(([name]) => name)).toEqual(expect.arrayContaining(['ewenki-2010.json', 'ningqiang-2018.json']));
  for (const [, { runs }] of corpora) expect(runs.length).toBeGreaterThan(5);
});

describe.each(corpora)('%s', (_name, corpus) => {
  test.each(corpus.runs.map((run) => [run.it, run] as const))('%s', (_it, run) => {
    expect(replayed(corpus, run)).toEqual(run.amounts);
    expect(run.engine).toContain(`language ${corpus.language}`);
  });
});

describe('adding', () => {
  const [, corpus] = corpora[0] as [string, Corpus];
  const [first] = corpus.runs;

  test('a run that is there changes nothing; a new one is added with its amounts', () => {
    expect(withRuns(corpus, corpus.runs, 'later')).toEqual(corpus);
    const emptied = { ...corpus, runs: corpus.runs.slice(1) };
    expect(withRuns(emptied, [first!], 'later').runs.at(-1)).toEqual({ ...first, engine: 'later' });
  });

  test('nothing is added while a run gives other amounts than it did', () => {
    const [step] = Object.keys(first!.amounts);
    const changed = { ...corpus, runs: [{ ...first!, amounts: { ...first!.amounts, [step as string]: '0.01' } }] };
    expect(contentHash(changed.runs[0]!.amounts)).not.toBe(contentHash(first!.amounts));
    expect(() => withRuns(changed, [], 'later')).toThrow(Stop);
  });

  test('a language without an evaluator is refused by its number', () => {
    expect(refused(() => replayed({ ...corpus, language: 7 }, first!)).map(({ code, values }) => [code, values.found])).toEqual([['LANGUAGE_WITHOUT_EVALUATOR', '7']]);
    expect(() => replayed({ ...corpus, text: '' }, first!)).toThrow(Stop);
  });
});
