/** A stored corpus of runs: a policy's text, and runs on it with everything that they gave, to be replayed to the fen by every later engine. */
import { checkPolicy } from '../../core/policy/check.ts';
import { evaluatorFor } from '../../core/policy/evaluators.ts';
import type { Policy, RawDecisions, RawFacts } from '../../core/policy/policy.ts';
import { storedAmounts, type StoredAmounts } from '../../core/policy/stored-amounts.ts';
import { contentHash } from '../../hash.ts';
import { Stop } from './files.ts';

export interface CorpusRun {
  /** What it shows, in the words of the example that it comes from. */
  it: string;
  facts: RawFacts;
  decisions: RawDecisions;
  amounts: StoredAmounts;
  /** The engine that gave the amounts. */
  engine: string;
}

export interface Corpus {
  policy: string;
  language: number;
  text: string;
  runs: CorpusRun[];
}

const read = new Map<string, Policy>();

function policyIn(text: string): Policy {
  const policy = read.get(text) ?? checkPolicy(text).policy;
  if (!policy) throw new Stop('the policy of the corpus cannot be read / 语料中的政策读不出');
  read.set(text, policy);
  return policy;
}

/** The amounts that the evaluator of the corpus's language gives a run now. */
export function replayed({ language, text }: Pick<Corpus, 'language' | 'text'>, { facts, decisions }: Pick<CorpusRun, 'facts' | 'decisions'>): StoredAmounts {
  const policy = policyIn(text);
  return storedAmounts(policy, evaluatorFor(language).evaluate(policy, facts, decisions));
}

/** The runs of a policy's examples, but those that are refused. */
export function runsOfExamples({ examples }: Policy): Array<Pick<CorpusRun, 'it' | 'facts' | 'decisions'>> {
  return examples.filter(({ refuses }) => !refuses).map(({ it, facts, decisions }) => ({ it: it.en, facts, decisions }));
}

/**
 * A corpus with more runs. What is in it stays as it is: a run whose facts and decisions are there already is not added again, and
 * where it gives other amounts now the engine has changed its meaning, which needs another language number.
 */
export function withRuns(corpus: Corpus, runs: ReadonlyArray<Pick<CorpusRun, 'it' | 'facts' | 'decisions'>>, engine: string): Corpus {
  const key = ({ facts, decisions }: Pick<CorpusRun, 'facts' | 'decisions'>) => contentHash({ facts, decisions });
  for (const run of corpus.runs) {
    if (contentHash(replayed(corpus, run)) !== contentHash(run.amounts)) throw new Stop(`${run.it}: gives other amounts than in the corpus; a change of meaning needs another language number / 与语料金额不同，改变含义须用新的语言版本号`);
  }
  const known = new Set(corpus.runs.map(key));
  const added = runs.filter((run) => !known.has(key(run))).map((run) => ({ ...run, amounts: replayed(corpus, run), engine }));
  return { ...corpus, runs: [...corpus.runs, ...added] };
}
