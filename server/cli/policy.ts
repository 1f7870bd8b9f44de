/** The policy command: list, check, run and explain policies, print facts to start from, measure what examples hold, try FEEL. */
import { parseArgs } from 'node:util';
import { changesBetween, differencesBetween, sayChange, sayDifference, type Outcome } from '../core/policy/compare.ts';
import { evaluate, printAmounts, type Evaluation } from '../core/policy/evaluate.ts';
import { originsOf } from '../core/policy/origins.ts';
import { layPolicy } from '../core/policy/overlay.ts';
import type { Policy } from '../core/policy/policy.ts';
import { placed, readFactsFile, type Written } from '../core/policy/raw-facts.ts';
import { Refusal, type Fault } from '../core/refusal.ts';
import { benefitsText, staysTemplate, worked } from './policy/benefits.ts';
import { coverageOf } from './policy/coverage.ts';
import { explainText } from './policy/explain-text.ts';
import { factsText } from './policy/facts-text.ts';
import { feelReport, feelText } from './policy/feel-report.ts';
import { coreRules, findPolicyBeside, policyText, presetIds, readText, Stop, type Text } from './policy/files.ts';
import { runText } from './policy/run-text.ts';
import { inSpeech, sayFault, speechOf, type Speech } from './policy/say.ts';

const usage = `usage:
  npm run -s policy -- list
  npm run -s policy -- check FILE…
  npm run -s policy -- facts ID|FILE [N]
  npm run -s policy -- run ID|FILE --facts FILE [--json]
  npm run -s policy -- explain ID|FILE --facts FILE STEP [ROW]
  npm run -s policy -- diff ID|FILE ID|FILE [--facts FILE]
  npm run -s policy -- resolve FILE
  npm run -s policy -- origins FILE
  npm run -s policy -- benefits ID|FILE [BENEFIT] [--stays FILE.csv] [--facts FILE]
  npm run -s policy -- coverage [--json]
  npm run -s policy -- feel FILE [--json]
options:
  --lang zh|en   language of what is printed (else by LANG, else both)
benefits lists the benefits of a policy; of one of them it prints a CSV file to fill in or, with --stays, who pays what of
each stay of such a file. A facts file gives the figures that an office has decided.
coverage prints, for every core rule, the preset, step and example that notice a figure changed by its smallest unit or a
step left out; what no example notices goes to the error stream.
An ID is a preset, as list prints them. A facts file is YAML or JSON; \`facts\` prints one.`;

interface Asked {
  words: string[];
  facts: string | undefined;
  stays: string | undefined;
  json: boolean;
  speech: Speech;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function complain(file: string, faults: readonly Fault[], speech: Speech): void {
  for (const fault of faults) process.stderr.write(`${sayFault(file, fault, speech)}\n`);
}

function isError(fault: Fault): boolean {
  return fault.severity !== 'warning';
}

/** Checks a policy together with those that it lies over. */
function checkText({ file, text }: Text): { policy?: Policy; faults: Fault[] } {
  const { laid, faults } = layPolicy(text, findPolicyBeside(file));
  return { policy: laid?.policy, faults };
}

/** The policy when it has no errors; otherwise its faults are told. */
function loadPolicy(idOrFile: string | undefined, speech: Speech): Policy | undefined {
  if (idOrFile === undefined) throw new Stop(usage);
  const given = policyText(idOrFile);
  const { policy, faults } = checkText(given);
  complain(given.file, faults.filter(isError), speech);
  return policy;
}

/** Facts from a file, handed on with a way to tell what is wrong with them. */
function withFacts<T>(policy: Policy, asked: Asked, use: (written: Written) => T): T | undefined {
  if (asked.facts === undefined) throw new Stop(usage);
  const { file, text } = readText(asked.facts);
  const { written, faults } = readFactsFile(policy, text);
  complain(file, faults, asked.speech);
  if (!written) return undefined;
  try {
    return use(written);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complain(file, placed(error.faults, written.places), asked.speech);
    return undefined;
  }
}

function list({ speech }: Asked): number {
  for (const id of presetIds()) {
    const { policy, faults } = checkText(policyText(id));
    const title = policy ? inSpeech(policy.title, speech) : `${faults.filter(isError).length} faults / 处错误`;
    print(`${id}\t${policy?.version ?? '-'}\t${title}`);
  }
  return 0;
}

function check({ words: files, speech }: Asked): number {
  if (files.length === 0) throw new Stop(usage);
  let failed = false;
  for (const idOrFile of files) {
    const given = policyText(idOrFile);
    const { file } = given;
    const { policy, faults } = checkText(given);
    complain(file, faults, speech);
    failed ||= !policy;
    if (policy) {
      const counts = { zh: `没有错误：${policy.steps.length} 步，${policy.checks.length} 项检查，${policy.examples.length} 个算例`, en: `no faults: ${policy.steps.length} steps, ${policy.checks.length} checks, ${policy.examples.length} examples` };
      print(`${file}: ${inSpeech(counts, speech)}`);
    }
  }
  return failed ? 1 : 0;
}

/** Failed checks on the error stream; whether one of them blocks. */
function tellChecks({ checks }: Evaluation, speech: Speech): boolean {
  for (const { id, ok, otherwise, rows, title, says } of checks) {
    if (ok) continue;
    const kind = otherwise === 'block' ? { zh: '不通过', en: 'blocked' } : { zh: '提醒', en: 'warning' };
    const where = rows.length > 0 ? ` [${rows.join(', ')}]` : '';
    process.stderr.write(`${inSpeech(kind, speech)}: ${id}${where} ${inSpeech(title, speech)}: ${inSpeech(says, speech)}\n`);
  }
  return checks.some(({ ok, otherwise }) => !ok && otherwise === 'block');
}

function run(asked: Asked): number {
  const policy = loadPolicy(asked.words[0], asked.speech);
  if (!policy) return 1;
  const evaluation = withFacts(policy, asked, ({ facts, decisions }) => evaluate(policy, facts, decisions));
  if (!evaluation) return 1;
  const printed = printAmounts(policy, evaluation);
  print(asked.json ? JSON.stringify(printed) : runText(policy, printed, asked.speech));
  return tellChecks(evaluation, asked.speech) ? 1 : 0;
}

function explain(asked: Asked): number {
  const [idOrFile, step, row] = asked.words;
  const policy = loadPolicy(idOrFile, asked.speech);
  if (!policy) return 1;
  if (step === undefined) throw new Stop(usage);
  const text = withFacts(policy, asked, (written) => explainText(policy, written, { step, row }, asked.speech));
  if (text === undefined) return 1;
  print(text);
  return 0;
}

function printFacts({ words: [idOrFile, number = '1'], speech }: Asked): number {
  const policy = loadPolicy(idOrFile, speech);
  if (!policy) return 1;
  const example = policy.examples[Number(number) - 1];
  if (!example) throw new Stop(`${policy.id}: examples / 算例 1-${policy.examples.length}`);
  print(factsText(policy, example, speech));
  return 0;
}

/** FEEL by the standard, on a file of compatibility cases. */
function feel({ words: [file], json, speech }: Asked): number {
  if (file === undefined) throw new Stop(usage);
  const report = feelReport(readText(file), speech);
  print(json ? JSON.stringify(report) : feelText(report, speech));
  return report.all.failed > 0 ? 1 : 0;
}

/** What reads otherwise in the second policy and, on the same facts, what it comes to in money. */
function diff(asked: Asked): number {
  const [before, after] = [asked.words[0], asked.words[1]].map((each) => loadPolicy(each, asked.speech));
  if (!before || !after) return 1;
  for (const change of changesBetween(before, after)) print(inSpeech(sayChange(change), asked.speech));
  if (asked.facts === undefined) return 0;
  const differences = withFacts(after, asked, ({ facts, decisions }) => {
    const [old, now] = [before, after].map((policy) => ({ policy, evaluation: evaluate(policy, facts, decisions) })) as [Outcome, Outcome];
    return differencesBetween(old, now);
  });
  for (const difference of differences ?? []) print(inSpeech(sayDifference(difference), asked.speech));
  return differences ? 0 : 1;
}

/** The complete text of a policy that lies over others, as runs keep it. */
function resolve({ words: [file], speech }: Asked): number {
  const policy = loadPolicy(file, speech);
  if (policy) print(policy.text.trimEnd());
  return policy ? 0 : 1;
}

/** Of every figure, limit, step and check of a policy that lies over others: which document wrote it, and on which line. */
function origins({ words: [file], speech }: Asked): number {
  if (file === undefined) throw new Stop(usage);
  const given = policyText(file);
  const { laid, faults } = layPolicy(given.text, findPolicyBeside(given.file));
  complain(given.file, faults.filter(isError), speech);
  if (!laid) return 1;
  for (const { path, layer, line } of originsOf(laid)) print(`${path}\t${layer}:${line}`);
  return 0;
}

/** The benefits of a policy: listed, a file for one of them, or the stays of such a file with who pays what. */
function benefits(asked: Asked): number {
  const { words: [idOrFile, benefit], stays, speech } = asked;
  const policy = loadPolicy(idOrFile, speech);
  if (!policy) return 1;
  const only = benefit ?? (policy.benefits.size === 1 ? [...policy.benefits.keys()][0] : undefined);
  if (benefit === undefined && (stays === undefined || only === undefined)) {
    print(benefitsText(policy, speech));
    return stays === undefined ? 0 : 1;
  }
  const { file, text } = stays === undefined ? { file: '', text: '' } : readText(stays);
  const work = (written?: Written) => worked(policy, only as string, text, written, speech);
  try {
    if (stays === undefined) {
      process.stdout.write(staysTemplate(policy, only as string, speech));
      return 0;
    }
    const found = asked.facts === undefined ? work() : withFacts(policy, asked, work);
    if (!found) return 1;
    process.stdout.write(found.out);
    for (const line of found.told) process.stderr.write(`${file}: ${line}\n`);
    return found.faulty > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complain(file || policy.id, error.faults, speech);
    return 1;
  }
}

/** Which core rules the examples of the presets hold. */
function coverage({ json, speech }: Asked): number {
  const policies = presetIds().map((id) => loadPolicy(id, speech));
  const known = policies.filter((policy) => policy !== undefined);
  const found = coverageOf(known, coreRules());
  print(json ? JSON.stringify(found) : found.covered.map(({ rule, preset, of, example }) => [rule, preset, of, example].join(' ')).join('\n'));
  const words = { zh: '算例没有发现', en: 'no example notices' };
  for (const { rule, preset, of, is } of found.unnoticed) process.stderr.write(`${rule} ${preset} ${of} (${is}): ${inSpeech(words, speech)}\n`);
  const bare = { zh: '没有算例验证这条规则', en: 'no example holds this rule' };
  for (const rule of found.missing) process.stderr.write(`${rule}: ${inSpeech(bare, speech)}\n`);
  return found.missing.length > 0 || known.length < policies.length ? 1 : 0;
}

const commands: Record<string, (asked: Asked) => number> = { list, check, run, explain, diff, resolve, origins, coverage, feel, benefits, facts: printFacts };

/** Runs one command; gives the exit code. */
function main(args: string[]): number {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { facts: { type: 'string' }, stays: { type: 'string' }, json: { type: 'boolean', default: false }, lang: { type: 'string' } },
    });
    const [name = '', ...words] = positionals;
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command || (values.lang !== undefined && values.lang !== 'zh' && values.lang !== 'en')) throw new Stop(usage);
    return command({ words, facts: values.facts, stays: values.stays, json: values.json, speech: speechOf(values.lang, process.env['LANG']) });
  } catch (error) {
    const badOption = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof Stop) && !badOption) throw error;
    process.stderr.write(`${badOption ? `${error.message}\n${usage}` : (error as Stop).message}\n`);
    return 1;
  }
}

process.exitCode = main(process.argv.slice(2));
