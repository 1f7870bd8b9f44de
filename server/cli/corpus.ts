/** Adds the examples of a policy to a stored corpus of runs: `npm run -s corpus -- ID|FILE CORPUS.json`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checkPolicy } from '../core/policy/check.ts';
import { engineOf } from '../run/prepare.ts';
import { runsOfExamples, withRuns, type Corpus } from './policy/corpus.ts';
import { policyText, Stop } from './policy/files.ts';

function add(name: string, file: string): number {
  const { text } = policyText(name);
  const { policy } = checkPolicy(text);
  if (!policy) throw new Stop(`${name}: cannot be read / 读不出`);
  const corpus = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Corpus : { policy: policy.id, language: policy.language, text, runs: [] };
  if (corpus.text !== text) throw new Stop(`${file}: holds another version of the policy; begin another file / 是政策的另一版本，请另建文件`);
  const more = withRuns(corpus, runsOfExamples(policy), engineOf(policy));
  writeFileSync(file, `${JSON.stringify(more, null, 1)}\n`);
  return more.runs.length - corpus.runs.length;
}

const [name, file] = process.argv.slice(2);
try {
  if (name === undefined || file === undefined) throw new Stop('usage: npm run -s corpus -- ID|FILE CORPUS.json');
  process.stdout.write(`${add(name, file)}\n`);
} catch (error) {
  if (!(error instanceof Stop)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
