/** A policy as sentences, made from its rules and titles: what an official reads beside the clauses. */
import { sameUnit, unitWords, type Unit } from '../feel/unit.ts';
import { formatPercent, formatRate, isZero, type Rate } from '../rate.ts';
import type { Terms } from '../second-allocation.ts';
import { basisWords } from './bases.ts';
import { compilePolicy } from './compiled.ts';
import { sayChangeReasons } from './change-reasons.ts';
import { sayConfirmedBy } from './confirmed-by.ts';
import { officeWords } from './offices.ts';
import type { Fact, Policy, Quantity, Scalar, SplitPart, Step, Words } from './policy.ts';
import { payerWords } from './payers.ts';
import { isNumber, sayScalar, unitOfKind } from './quantity.ts';
import { modeWords } from './rounding.ts';
import { amountsOf, homeOf } from './rules/rules.ts';
import { words } from './rules/rule.ts';
import { PolicySayer } from './sayer.ts';
import { standardStages, type Cycle, type Stage, type Taken } from './stages.ts';
import { Teller } from './telling.ts';
import { amountTitle } from './titles.ts';

export type Section = 'facts' | 'parameters' | 'decisions' | 'steps' | 'checks' | 'stages' | 'benefits';

/** One sentence of a policy. */
export interface Sentence {
  /** Path of the field that it says, such as `parameters.kept` or `steps.package`. */
  at: string;
  section: Section;
  title: Words;
  says: Words;
  /** Ids of its sources. */
  why: string[];
}

const kindWords: Record<Quantity['kind'], Words> = {
  money: { zh: '金额', en: 'money' },
  count: { zh: '数量', en: 'a count' },
  share: { zh: '比例', en: 'a share' },
  factor: { zh: '系数', en: 'a factor' },
  score: { zh: '得分', en: 'a score' },
  points: { zh: '分值', en: 'points' },
  minutes: { zh: '分钟', en: 'minutes' },
  hours: { zh: '小时', en: 'hours' },
  days: { zh: '天数', en: 'days' },
  months: { zh: '月数', en: 'months' },
  text: { zh: '文字', en: 'a text' },
  option: { zh: '选项', en: 'a choice' },
  boolean: { zh: '是或否', en: 'yes or no' },
  date: { zh: '日期', en: 'a day' },
  month: { zh: '月份', en: 'a month' },
  reference: { zh: '所指的一行', en: 'a row' },
};

function join(parts: Array<Words | undefined>): Words {
  const said = parts.filter((part) => part !== undefined);
  return words((language) => said.map((part) => part[language]).join(language === 'zh' ? '，' : ', '));
}

/** A value as readers see it: the title of an option, a share in per cent. */
function sayValue(value: Scalar, quantity: Quantity): Words {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const option = quantity.options?.get(String(value));
  return option ?? words(() => sayScalar(value, quantity));
}

function sayOptions({ options }: Quantity): Words | undefined {
  return options && words((language) => [...options.values()].map((title) => title[language]).join(language === 'zh' ? '、' : ' / '));
}

/** Money, `money (yuan per person)`, `a choice of A / B`. */
function sayKind(quantity: Quantity): Words {
  const { unit, kind } = quantity;
  const options = sayOptions(quantity);
  if (options) return options;
  if (!unit || sameUnit(unit, unitOfKind[kind] as Unit)) return kindWords[kind];
  const said = unitWords(unit);
  return { zh: `${kindWords[kind].zh}（${said.zh}）`, en: `${kindWords[kind].en} (${said.en})` };
}

/** What may be given: its kind or options, its limits, what holds when nothing is given, who gives it. */
function sayQuantity(quantity: Quantity, by: string | undefined, from?: Words): Words {
  const { atLeast, atMost, default: otherwise, basis } = quantity;
  const bound = (zh: string, en: string, value: Scalar | undefined): Words | undefined =>
    value === undefined ? undefined : { zh: `${zh} ${sayValue(value, quantity).zh}`, en: `${en} ${sayValue(value, quantity).en}` };
  const office = by === undefined ? undefined : officeWords(by);
  const least = atLeast !== undefined && isNumber(atLeast) && isZero(atLeast) ? undefined : atLeast;
  return join([
    sayKind(quantity),
    bound('不低于', 'at least', least),
    bound('不高于', 'at most', atMost),
    bound('未给出时为', 'if not given', otherwise),
    basis && { zh: `属于${basisWords[basis].zh}，人员绩效不得与之挂钩`, en: `${basisWords[basis].en}: pay may not be tied to it` },
    office && { zh: `由${office.zh}确定`, en: `given by ${office.en}` },
    from && { zh: `取自${from.zh}`, en: `taken from ${from.en}` },
  ]);
}

const takenOf: Record<Taken['of'], Words> = {
  period: { zh: '同期', en: 'of the same period' },
  year: { zh: '本年各期合计', en: 'of the whole year' },
  earlier: { zh: '本年以前各期合计', en: 'of the earlier periods of the year' },
  'last-year': { zh: '上年', en: 'of the year before' },
};

function sayTaken(policy: Policy, { stage, amount, of }: Taken): Words {
  const { title } = policy.stages.get(stage) as Stage;
  const what = amountTitle(policy, amount);
  return { zh: `${takenOf[of].zh}${title.zh}的${what.zh}`, en: `${what.en} at ${title.en} ${takenOf[of].en}` };
}

function ofFacts(policy: Policy): Sentence[] {
  const one = ({ title, quantity, by, from }: Fact, at: string, within?: Words): Sentence => ({
    at, section: 'facts', why: [], says: sayQuantity(quantity, by, from && sayTaken(policy, from)),
    title: within ? words((language) => `${within[language]} · ${title[language]}`) : title,
  });
  const scalars = [...policy.facts.values()].map((fact) => one(fact, `facts.${fact.id}`));
  const columns = [...policy.tables.values()].flatMap((table) =>
    [...table.columns.values()].map((column) => one(column, `facts.${table.id}.columns.${column.id}`, table.title)));
  return [...scalars, ...columns];
}

function ofParameters(policy: Policy): Sentence[] {
  const scalars = [...policy.parameters.values()].map(({ id, title, quantity, value, why }): Sentence =>
    ({ at: `parameters.${id}`, section: 'parameters', title, says: sayValue(value, quantity), why }));
  const rows = [...policy.parameterTables.values()].flatMap(({ id, title, key, columns, rows: given, why }) => given.map((row): Sentence => ({
    at: `parameters.${id}.${String(row[key])}`,
    section: 'parameters',
    title: words((language) => `${title[language]} · ${String(row[key])}`),
    says: join([...columns.values()].map((column) =>
      words((language) => `${column.title[language]} ${sayValue(row[column.id] as Scalar, column.quantity)[language]}`))),
    why,
  })));
  return [...scalars, ...rows];
}

function ofDecisions(policy: Policy): Sentence[] {
  return [...policy.decisions.values()].map(({ id, title, quantity, by, why }) =>
    ({ at: `decisions.${id}`, section: 'decisions', title, says: sayQuantity(quantity, by), why }));
}

function sayDivision(amount: Words, office: Words, { beyond, reasonOver }: Terms): Words {
  const share = reasonOver && formatPercent(reasonOver);
  return join([
    { zh: `${office.zh}在本组总额内分配${amount.zh}，须分完`, en: `${office.en} divides ${amount.en} within the group and gives out its whole pool` },
    beyond === 'refuse' ? { zh: '不得越出上下限', en: 'never beyond the bounds' } : { zh: '越出上下限须写理由', en: 'beyond the bounds only with a reason' },
    share === undefined ? undefined : { zh: `与按规则所得相差超过 ${share} 须写理由`, en: `more than ${share} from what the rule gives only with a reason` },
  ]);
}

function ofOverrides(policy: Policy): Sentence[] {
  return [...policy.overrides.values()].map(({ id, title, of, by, atLeast, atMost, why, division }): Sentence => {
    const [amount, office] = [amountTitle(policy, of.amount), officeWords(by)];
    if (division) return { at: `decisions.${id}`, section: 'decisions', title, says: sayDivision(amount, office, division), why };
    const limit = (zh: string, en: string, value: Rate | undefined): Words | undefined =>
      value && { zh: `${zh} ${formatRate(value)}`, en: `${en} ${formatRate(value)}` };
    const says = join([
      { zh: `${office.zh}可逐项改定${amount.zh}并说明理由`, en: `${office.en} may set ${amount.en} otherwise, with a reason` },
      limit('不低于', 'at least', atLeast),
      limit('不高于', 'at most', atMost),
    ]);
    return { at: `decisions.${id}`, section: 'decisions', title, says, why };
  });
}

function tableTitle(policy: Policy, table: string): Words {
  return ((policy.tables.get(table) ?? policy.parameterTables.get(table)) as { title: Words }).title;
}

function sayRounding({ round }: Step): Words | undefined {
  if (!round) return undefined;
  const to = formatRate(round.to);
  return { zh: `以 ${to} 为单位${modeWords[round.mode].zh}`, en: `rounded ${modeWords[round.mode].en} to a multiple of ${to}` };
}

function ofSteps(policy: Policy, teller: Teller): Sentence[] {
  // a division into parts is one sentence: it names them all
  const amounts = (step: Step): ReturnType<typeof amountsOf> => (step.rule === 'split' ? [step] : amountsOf(step));
  return policy.steps.flatMap((step) => amounts(step).map(({ id, title, why }): Sentence => {
    const rule = teller.rule(step, step.rule === 'split' ? (step.parts[0] as SplitPart).id : id);
    const home = homeOf(step, id);
    const table = home === undefined ? undefined : tableTitle(policy, home);
    const each = table && { zh: `逐个${table.zh}：${rule.zh}`, en: `for each ${table.en}: ${rule.en}` };
    return { at: `steps.${id}`, section: 'steps', title, says: join([each ?? rule, sayRounding(step)]), why };
  }));
}

function ofChecks(policy: Policy): Sentence[] {
  const { symbols } = compilePolicy(policy);
  return policy.checks.map(({ id, title, that, table, otherwise, why }) => {
    const condition = new PolicySayer(policy, symbols, table).formula(that);
    const effect: Words = otherwise === 'block' ? { zh: '否则不得通过', en: 'otherwise it is blocked' } : { zh: '否则提醒', en: 'otherwise it is told' };
    return { at: `checks.${id}`, section: 'checks', title, says: join([{ zh: `须${condition.zh}`, en: `must hold: ${condition.en}` }, effect]), why };
  });
}

const cycles: Record<Cycle, Words> = { month: { zh: '每月一次', en: 'every month' }, year: { zh: '每年一次', en: 'once a year' } };

function sayStage(policy: Policy, { id, cycle, restsOn, fund, signedBy, confirmedBy, changeReasons, published, moves }: Stage): Words {
  const account = (name: string): Words => (policy.accounts.get(name) as { title: Words }).title;
  const signers = words((language) => signedBy.map((office) => officeWords(office)[language]).join(language === 'zh' ? '、' : ', '));
  return join([
    standardStages.includes(id) ? undefined : cycles[cycle],
    restsOn.length === 0 ? undefined : words((language) => {
      const titles = restsOn.map(({ id: on }) => (policy.stages.get(on) as Stage).title[language]);
      return language === 'zh' ? `在${titles.join('、')}批准之后` : `after ${titles.join(', ')} has been approved`;
    }),
    fund === undefined ? undefined : words((language) => {
      const title = (policy.funds.get(fund) as Words)[language];
      return language === 'zh' ? `记入${title}` : `in the books of ${title}`;
    }),
    { zh: `由${signers.zh}依次审核`, en: `signed by ${signers.en}` },
    confirmedBy && sayConfirmedBy(confirmedBy),
    changeReasons && sayChangeReasons(changeReasons),
    published ? { zh: '公示后发放', en: 'paid after publication' } : undefined,
    ...moves.map(({ amount, from, to }) => words((language) => {
      const [what, source, target] = [amountTitle(policy, amount), account(from.class), account(to.class)].map((each) => each[language]);
      return language === 'zh' ? `${what}由${source}转入${target}` : `${what} goes from ${source} to ${target}`;
    })),
  ]);
}

function ofBenefits(policy: Policy): Sentence[] {
  return [...policy.benefits.values()].map(({ id, title, why, table, bill, payers }) => {
    const given = policy.tables.get(table)?.columns.get(bill.amount)?.title;
    const whole = given ?? amountTitle(policy, bill.amount);
    const paid = payers.map(({ payer, amount }) => ({ payer: payerWords[payer], amount: amountTitle(policy, amount) }));
    const says = words((language) => language === 'zh'
      ? `${whole.zh}由各方支付：${paid.map(({ payer, amount }) => `${payer.zh}付${amount.zh}`).join('，')}`
      : `${whole.en} is borne by: ${paid.map(({ payer, amount }) => `${payer.en} (${amount.en})`).join(', ')}`);
    return { at: `benefits.${id}`, section: 'benefits', title, says, why };
  });
}

/** Every sentence of a checked policy, in the order of its sections. */
export function sentencesOf(policy: Policy): Sentence[] {
  const teller = new Teller(policy, compilePolicy(policy).symbols);
  const stages = [...policy.stages.values()].map((stage): Sentence =>
    ({ at: `stages.${stage.id}`, section: 'stages', title: stage.title, says: sayStage(policy, stage), why: stage.why }));
  return [...ofFacts(policy), ...ofParameters(policy), ...ofDecisions(policy), ...ofOverrides(policy), ...ofSteps(policy, teller), ...ofChecks(policy), ...stages, ...ofBenefits(policy)];
}
