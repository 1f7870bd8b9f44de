/** `proportion`: the part of an amount that falls to a time in post, by a named convention of counting. */
import { conventions, timeShare, type Convention } from '../../time-share.ts';
import { daysOf, type ClosedInterval } from '../../period.ts';
import { divide, formatRate, multiply } from '../../rate.ts';
import { attempt } from '../attempt.ts';
import type { Formula, ProportionStep, Words } from '../policy.ts';
import { settle, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';

const conventionWords: Record<Convention, Words> = {
  'calendar-days': { zh: '按日历天数', en: 'by calendar days' },
  'thirty-days': { zh: '每月按 30 天', en: 'thirty days to a month' },
  'working-days-21.75': { zh: '按工作日，每月 21.75 天', en: 'by working days, 21.75 to a month' },
  'whole-months': { zh: '按整月', en: 'by whole months' },
};

function readPeriod({ fields, item }: Reading): ProportionStep['period'] {
  const node = fields.find('period');
  if (node?.is !== 'map') return fields.formula('period');
  const days = item(node, ['from', 'until']);
  return { from: days.formula('from'), until: days.formula('until') };
}

function read(reading: Reading): ProportionStep {
  const { fields, base } = reading;
  return {
    ...base,
    rule: 'proportion',
    amount: fields.formula('proportion'),
    period: readPeriod(reading),
    from: fields.optionalFormula('from'),
    until: fields.optionalFormula('until'),
    convention: fields.oneOf('convention', conventions),
  };
}

function isMonth(period: ProportionStep['period']): period is Formula {
  return 'expression' in period;
}

function days({ period, from, until }: ProportionStep): Formula[] {
  return [...(isMonth(period) ? [] : [period.from, period.until]), from, until].filter((formula) => formula !== undefined);
}

function formulas(step: ProportionStep): Formula[] {
  return [step.amount, ...(isMonth(step.period) ? [step.period] : []), ...days(step)];
}

function type(step: ProportionStep, typing: Typing): ReturnType<Rule<ProportionStep>['type']> {
  const amount = typing.number(step.amount);
  const expect = (formula: Formula, is: 'month' | 'date'): void => {
    const found = typing.type(formula);
    if (found && found.is !== is) typing.fault(is === 'month' ? 'MONTH_EXPECTED' : 'DAY_EXPECTED', formula.place);
  };
  if (isMonth(step.period)) expect(step.period, 'month');
  for (const formula of days(step)) expect(formula, 'date');
  return [amount && { is: 'number', unit: amount.unit }];
}

function periodOf({ period }: ProportionStep, run: Run): ClosedInterval {
  if (isMonth(period)) return daysOf(String(run.value(period)));
  const [from, until] = [period.from, period.until].map((day) => String(run.value(day))) as [string, string];
  return until <= from ? run.refuse('PERIOD_BACKWARDS', { from, until }) : { from, until };
}

/** The time in post, the whole period where nothing is said. */
function presentOf({ from, until }: ProportionStep, period: ClosedInterval, run: Run): ClosedInterval {
  const start = from ? String(run.value(from)) : period.from;
  const end = until ? String(run.value(until)) : period.until;
  return from && until && end < start ? run.refuse('POST_BACKWARDS', { from: start, until: end }) : { from: start, until: end };
}

function evaluateRow(step: ProportionStep, run: Run, { rounding }: Surroundings): Result[] {
  const period = periodOf(step, run);
  const present = presentOf(step, period, run);
  const { value: share, faults = [] } = attempt(() => timeShare(period, present, step.convention));
  for (const { code, values } of faults) run.refuse(code, values);
  const { counted, whole } = share as NonNullable<typeof share>;
  const unit: Words = step.convention === 'whole-months' ? { zh: '个月', en: 'months' } : { zh: '天', en: 'days' };
  const [a, b] = [formatRate(counted), formatRate(whole)];
  return [{
    ...settle(divide(multiply(run.number(step.amount), counted), whole), rounding),
    bound: { zh: `在岗计 ${a} ${unit.zh}，全期 ${b} ${unit.zh}`, en: `${a} of ${b} ${unit.en} in post` },
  }];
}

function sentence(step: ProportionStep, _amount: string, { formula }: Sayer): Words {
  const { period, from, until, convention } = step;
  const [start, end] = [from && formula(from), until && formula(until)];
  const when = (language: keyof Words, join: string): string =>
    (isMonth(period) ? formula(period)[language] : `${formula(period.from)[language]}${join}${formula(period.until)[language]}`);
  const post = (language: keyof Words, since: string, before: string, comma: string): string =>
    [start && `${comma}${since}${start[language]}`, end && `${comma}${before}${end[language]}`].filter(Boolean).join('');
  return {
    zh: `${formula(step.amount).zh}按${when('zh', '至')}（止日不含）内在岗的时间折算${post('zh', '起于', '止于（不含）', '，')}，${conventionWords[convention].zh}`,
    en: `the part of ${formula(step.amount).en} for the time in post in ${when('en', ' to ')}${post('en', 'from ', 'until ', ', ')}, ${conventionWords[convention].en}`,
  };
}

export const proportionRule: Rule<ProportionStep> = {
  keys: ['proportion', 'period', 'from', 'until', 'convention', 'each', 'where', 'round', 'show'],
  read,
  parts: () => [],
  formulas,
  type,
  evaluate: (step, runs, around) => runs.map((run) => evaluateRow(step, run, around)),
  inputs: (step) => formulas(step).map(({ expression }) => ({ expression, on: 'row' })),
  sentence,
};
