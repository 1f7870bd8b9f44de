/** What an explanation says about one amount besides its inputs: rule, rounding, leftover fen, bound. */
import { equal, formatRate, type Rate, type RoundingMode } from '../rate.ts';
import { officeWords } from './offices.ts';
import type { Policy, Rounding, Step, Words } from './policy.ts';
import { modeWords, roundingOf } from './rounding.ts';
import { homeOf, ruleOf } from './rules/rules.ts';
import type { Leftover, Result } from './rules/rule.ts';
import { PolicySayer } from './sayer.ts';
import type { Name, Symbols } from './symbols.ts';

export interface Telling {
  /** The rule as a sentence, made from the rule and the titles. */
  rule?: Words;
  /** Only when rounding changed something. `to` is the step of rounding in the amount's unit. */
  rounding?: { exact: string; to: string; mode: RoundingMode; words: Words };
  /** Who received the fen that whole shares left over, at most 50 of them; `row` is a row's key, in a split the name of a part. */
  leftover?: { words: Words; unitsFen: string; receivers: Array<{ row: string; exact: string; amount: string }>; received: boolean };
  bound?: Words;
  /** What the rule itself gives, and what was decided in its place, by which decision, by whom and why. */
  override?: { own: string; value: string; decision: string; by: Words; reason: string };
}

const receiversLimit = 50;
const exactPlaces = 8;

/** The value in full, or cut where its decimals do not end. */
function printExact(value: Rate): string {
  const exact = formatRate(value);
  return exact.includes('/') ? `${formatRate(value, exactPlaces)}…` : exact;
}

function tellRounding(exact: Rate, value: string, { to, mode }: Rounding): Telling['rounding'] {
  const step = formatRate(to);
  const words = modeWords[mode];
  return {
    exact: printExact(exact),
    to: step,
    mode,
    words: {
      zh: `精确值 ${printExact(exact)}，以 ${step} 为单位${words.zh}，得 ${value}`,
      en: `${printExact(exact)} exactly, rounded ${words.en} to a multiple of ${step}: ${value}`,
    },
  };
}

function tellLeftover({ receivers, received }: Leftover, print: (value: Rate) => string, title: (key: string) => Words): Telling['leftover'] {
  const units = String(receivers.length);
  const shown = receivers.slice(0, receiversLimit);
  const more = receivers.length > shown.length;
  const names = (language: keyof Words): string => shown.map(({ key }) => title(key)[language]).join(language === 'zh' ? '、' : ', ');
  return {
    words: {
      zh: `各份取整到分后余下 ${units} 分，按舍去部分从大到小每份一分，分给：${names('zh')}${more ? '等' : ''}；${received ? '其中有本项' : '本项未得'}`,
      en: `whole fen left ${units} over; one each went to those whose share was cut by most: ${names('en')}${more ? ' and others' : ''}; this one ${received ? 'is among them' : 'is not'}`,
    },
    unitsFen: units,
    receivers: shown.map(({ key, exact, value }) => ({ row: key, exact: printExact(exact), amount: print(value) })),
    received,
  };
}

type Overridden = NonNullable<Result['overridden']>;
type Print = (value: Rate) => string;

function tellOverride({ own, by: { override, value, reason, signed } }: Overridden, print: Print): NonNullable<Telling['override']> {
  return { own: print(own), value: print(value), decision: override.id, by: signed ?? officeWords(override.by), reason };
}

function sayOverride(overridden: Overridden, bound: Words | undefined, print: Print): Words {
  const { own, value, by, reason } = tellOverride(overridden, print);
  const { title } = overridden.by.override;
  const because = reason === '' ? { zh: '', en: '' } : { zh: `，理由：${reason}`, en: `, because: ${reason}` };
  return {
    zh: `按规则为 ${own}${bound ? `（${bound.zh}）` : ''}；${by.zh}改定为 ${value}（${title.zh}）${because.zh}`,
    en: `${own} by the rule${bound ? ` (${bound.en})` : ''}; set to ${value} by: ${by.en} (${title.en})${because.en}`,
  };
}

/** Speaks for the steps of a policy. */
export class Teller {
  private readonly policy: Policy;
  private readonly symbols: Symbols;
  private readonly rules = new Map<string, Words>();

  constructor(policy: Policy, symbols: Symbols) {
    this.policy = policy;
    this.symbols = symbols;
  }

  tell(name: Name, step: Step, result: Result, print: (value: Rate) => string): Telling {
    const { exact, leftover, overridden } = result;
    const value = overridden?.own ?? result.value;
    const bound = overridden ? sayOverride(overridden, result.bound, print) : result.bound;
    const rounding = name.type?.is === 'number' ? roundingOf(step, name.type.unit) : undefined;
    const rounded = rounding && exact && !leftover && !equal(exact, value as Rate);
    const titleOf = (key: string): Words => (step.rule === 'split' ? this.sayer(step).title(key) : { zh: key, en: key });
    return {
      rule: this.rule(step, name.id),
      ...(rounded && { rounding: tellRounding(exact, print(value as Rate), rounding) }),
      ...(leftover && leftover.receivers.length > 0 && { leftover: tellLeftover(leftover, print, titleOf) }),
      ...(bound && { bound }),
      ...(overridden && { override: tellOverride(overridden, print) }),
    };
  }

  private sayer(step: Step): PolicySayer {
    return new PolicySayer(this.policy, this.symbols, step.table);
  }

  /** The sentence of the rule that gives an amount. */
  rule(step: Step, amount: string): Words {
    const known = this.rules.get(amount);
    if (known) return known;
    const sayer = this.sayer(step);
    const rule = ruleOf(step).sentence(step, amount, sayer);
    const where = step.where && sayer.formula(step.where);
    const apart = homeOf(step, amount) !== step.table;
    const said = where && apart ? { zh: `${rule.zh}（仅计${where.zh}的行）`, en: `${rule.en} (counting rows where ${where.en})` }
      : where ? { zh: `${rule.zh}（仅限${where.zh}，其余为 0）`, en: `${rule.en} (only where ${where.en}, otherwise 0)` } : rule;
    this.rules.set(amount, said);
    return said;
  }
}
