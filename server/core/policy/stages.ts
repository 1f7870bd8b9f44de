/**
 * Stages: at which point of the year which amounts move from which account to which, and who signs for it.
 * A stage is data of the policy, so that a new locality posts to the ledger without new code.
 */
import { suggestion } from '../feel/suggest.ts';
import { sameUnit, yuan } from '../feel/unit.ts';
import type { Value } from '../feel/value.ts';
import type { Money } from '../money.ts';
import { toFen, type Rate } from '../rate.ts';
import type { Fault } from '../refusal.ts';
import { readAccounts } from './accounts.ts';
import { faultAt, type Node } from './document.ts';
import { readChangeReasons, type ChangeReasons } from './change-reasons.ts';
import { checkConfirmed, readConfirmedBy, type ConfirmedBy } from './confirmed-by.ts';
import type { Draft } from './draft.ts';
import type { Amount, Evaluation } from './evaluate.ts';
import type { Facts } from './facts.ts';
import type { Fields } from './fields.ts';
import type { Fact, Place, Policy, Scalar, TableFact, Words } from './policy.ts';
import { amountsOf, homeOf } from './rules/rules.ts';
import { typeOfQuantity, type Symbols, type Table } from './symbols.ts';

/** `budget`, `pay-total`, or a name that the policy gives to a stage of its own. */
export type StageId = string;

/** The offices that may sign for a stage. */
export const offices = [
  'health-bureau', 'health-bureau-approver', 'insurance-bureau', 'finance-bureau', 'hr-bureau', 'population-office',
] as const;
export type Office = (typeof offices)[number];

/** How often a stage comes: once a year or every month. */
export type Cycle = 'year' | 'month';

type Known = Pick<Stage, 'title' | 'cycle' | 'preparedBy'>;

/** The stages that the platform knows by name; the others are the policy's own. */
const standard: Readonly<Record<string, Known>> = {
  budget: { title: { zh: '总额预算', en: 'Budget' }, cycle: 'year', preparedBy: 'health-bureau' },
  settlement: { title: { zh: '年终清算', en: 'Settlement' }, cycle: 'year', preparedBy: 'health-bureau' },
  'pay-total': { title: { zh: '绩效工资总量核定', en: 'Fixing of the pay total' }, cycle: 'year', preparedBy: 'health-bureau' },
  'basic-pay': { title: { zh: '基础性绩效工资发放', en: 'Basic pay' }, cycle: 'month', preparedBy: 'hospital-head' },
  'incentive-pay': { title: { zh: '奖励性绩效工资发放', en: 'Incentive pay' }, cycle: 'month', preparedBy: 'hospital-head' },
};
export const standardStages: readonly StageId[] = Object.keys(standard);

/** The stages at which staff are paid. */
export const payStages: readonly StageId[] = ['basic-pay', 'incentive-pay'];

/** An account as a policy writes it: a class, or a class and a column or text fact in braces, `package/{consortium}`. */
export interface AccountPattern {
  class: string;
  of?: string;
  place: Place;
}

/** One amount, or each row of a column, that goes from one account to another. */
export interface Move {
  amount: string;
  from: AccountPattern;
  to: AccountPattern;
  place: Place;
}

export interface Stage {
  id: StageId;
  title: Words;
  cycle: Cycle;
  /** Stages whose facts and decisions stay as they were approved there. */
  restsOn: Array<{ id: StageId; place: Place }>;
  preparedBy: Office | 'hospital-head';
  /** The fund into whose journal it posts; the platform's own for the stage when left out. */
  fund?: string;
  signedBy: Office[];
  /** Whose rows are confirmed before the last signature. */
  confirmedBy?: ConfirmedBy;
  /** For which reasons alone what it has posted is changed; any will do when left out. */
  changeReasons?: ChangeReasons;
  /** Pay is released only after it has been published inside the institution. */
  published: boolean;
  why: string[];
  moves: Move[];
  place: Place;
}

/** A fact that is an amount of approved runs of a stage: of the same period, all of the year, the earlier ones of the year, or the year before. */
export interface Taken {
  stage: StageId;
  amount: string;
  of: 'period' | 'year' | 'earlier' | 'last-year';
  place: Place;
}

/** A sum on its way: fen, never 0. `row` is the key of the row, when the amount is a column. */
export interface Movement {
  step: string;
  row?: string;
  from: string;
  to: string;
  amount: Money;
  /** A difference to what was posted before; it may be below 0. */
  correction?: true;
}

function readAccount(draft: Draft, fields: Fields, key: string): AccountPattern {
  const text = fields.text(key);
  const place = fields.find(key)?.place ?? fields.place;
  const match = /^([a-z][a-z0-9-]*)(?:\/\{([^{}]+)\})?$/.exec(text);
  if (!match) {
    draft.reader.fault('ACCOUNT_NOT_VALID', place, { found: text });
    return { class: '', place };
  }
  const [, name, of] = match as unknown as [string, string, string | undefined];
  const known = draft.policy.accounts;
  if (!known.has(name)) draft.reader.fault('ACCOUNT_UNKNOWN', place, { found: name, suggestion: suggestion(name, known.keys()) });
  return { class: name, of, place };
}

function readMove(draft: Draft, node: Node): Move {
  const fields = draft.reader.fields(node, ['amount', 'from', 'to']);
  return { amount: fields.text('amount'), from: readAccount(draft, fields, 'from'), to: readAccount(draft, fields, 'to'), place: fields.place };
}

function readSigners(draft: Draft, fields: Fields): Office[] {
  const written = fields.texts('signed_by');
  if (written.length === 0) draft.reader.fault('SIGNERS_MISSING', fields.place);
  const signers: Office[] = [];
  for (const { text, place } of written) {
    const office = offices.find((each) => each === text);
    if (!office) draft.reader.fault('NOT_ONE_OF', place, { found: text, suggestion: suggestion(text, offices), allowed: offices.join(', ') });
    else if (signers.includes(office)) draft.reader.fault('SIGNER_TWICE', place, { found: text });
    else signers.push(office);
  }
  return signers;
}

/** Reads `accounts` (class → title) and `stages` of a policy into the draft. */
export function readStages(draft: Draft, fields: Fields): void {
  const { reader, policy } = draft;
  readAccounts(draft, fields);
  for (const { name, node } of fields.entries('funds')) {
    const title = reader.fields(node, ['zh', 'en']);
    policy.funds.set(name, { zh: title.text('zh'), en: title.text('en') });
  }
  for (const { name, key, node } of fields.entries('stages')) {
    const known = Object.hasOwn(standard, name) ? standard[name] : undefined;
    if (!known && node.is === 'map' && !node.entries.has('title')) {
      reader.fault('STAGE_UNTITLED', key, { found: name, suggestion: suggestion(name, standardStages), allowed: standardStages.join(', ') });
      continue;
    }
    if (!/^[a-z][a-z0-9]{0,39}(-[a-z0-9]{1,40}){0,9}$/.test(name)) reader.fault('ID_NOT_VALID', key, { found: name });
    const stage = reader.fields(node, ['signed_by', 'confirmed_by', 'change_reasons', 'why', 'moves', 'fund', ...ownKeys(name, known)]);
    policy.stages.set(name, {
      id: name,
      ...(known ?? readOwn(stage)),
      restsOn: readRests(stage),
      signedBy: readSigners(draft, stage),
      published: known !== undefined && stage.oneOf('published', ['true', 'false'], 'false') === 'true',
      why: draft.why(stage),
      moves: stage.items('moves').map((each) => readMove(draft, each)),
      place: key,
      ...readFund(draft, stage),
      ...readConfirmedBy(draft, stage),
      ...readChangeReasons(draft, stage),
    });
  }
}

/** The keys that not every stage has. A settlement rests on the budget, and on what the policy names beside it. */
function ownKeys(name: string, known: Known | undefined): string[] {
  if (!known) return ['title', 'period', 'rests_on', 'prepared_by'];
  return name === 'settlement' ? ['published', 'rests_on'] : ['published'];
}

function readRests(fields: Fields): Stage['restsOn'] {
  return fields.texts('rests_on').map(({ text, place }) => ({ id: text, place }));
}

/** What only a stage of the policy's own says. */
function readOwn(fields: Fields): Known {
  return {
    title: fields.words('title'),
    cycle: fields.oneOf('period', ['year', 'month']),
    preparedBy: fields.oneOf('prepared_by', offices, 'health-bureau'),
  };
}

function readFund({ reader, policy }: Draft, fields: Fields): { fund?: string } {
  const node = fields.find('fund');
  if (!node) return {};
  const fund = reader.textOf(node);
  if (!policy.funds.has(fund)) reader.fault('FUND_UNKNOWN', node.place, { found: fund, suggestion: suggestion(fund, policy.funds.keys()) });
  return { fund };
}

/** What the check of the stages needs: the names that amounts have, and how faults are told. */
interface Telling {
  symbols: Symbols;
  broken: ReadonlySet<string>;
  faults: Fault[];
  /** Names used, and columns used as `table.column`: an account's braces use theirs. */
  used: Set<string>;
}

function checkBraces(policy: Policy, { faults, used }: Telling, account: AccountPattern, of: string, table: string | undefined): void {
  const facts = table === undefined ? undefined : policy.tables.get(table);
  const columns = facts ? [facts.key, ...facts.columns.keys()] : [];
  const texts = [...policy.facts].filter(([, fact]) => fact.quantity.kind === 'text').map(([name]) => name);
  const allowed = [...columns, ...texts];
  used.add(columns.includes(of) ? `${table}.${of}` : of);
  if (!allowed.includes(of)) faults.push(faultAt('ACCOUNT_OF_UNKNOWN', account.place, { found: of, suggestion: suggestion(of, allowed), allowed: allowed.join(', ') }));
}

function checkMove(policy: Policy, telling: Telling, move: Move): void {
  const { symbols, broken, faults } = telling;
  const amounts = new Map(policy.steps.flatMap((step) => amountsOf(step).map(({ id }) => [id, homeOf(step, id)] as const)));
  const table = amounts.get(move.amount);
  if (!amounts.has(move.amount)) {
    if (!broken.has(move.amount)) faults.push(faultAt('MOVE_AMOUNT_UNKNOWN', move.place, { found: move.amount, suggestion: suggestion(move.amount, amounts.keys()) }));
    return;
  }
  const type = symbols.find(move.amount, table)?.name.type;
  if (type && !(type.is === 'number' && sameUnit(type.unit, yuan))) faults.push(faultAt('MOVE_WITHOUT_MONEY', move.place, { found: move.amount }));
  for (const account of [move.from, move.to]) if (account.of !== undefined) checkBraces(policy, telling, account, account.of, table);
}

/** The stages that a stage rests on, and those that these rest on. */
export function below(policy: Policy, id: StageId): Set<StageId> {
  const found = new Set<StageId>();
  const open = [id];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    for (const { id: on } of policy.stages.get(each)?.restsOn ?? []) {
      if (!found.has(on)) open.push(on);
      found.add(on);
    }
  }
  return found;
}

/** A stage rests on others of the policy, never on itself, and what comes once a year never on what comes every month. */
function checkRests(policy: Policy, { faults }: Telling, { id, cycle, restsOn }: Stage): void {
  for (const { id: on, place } of restsOn) {
    const other = policy.stages.get(on);
    if (!other) faults.push(faultAt('STAGE_UNKNOWN', place, { found: on, suggestion: suggestion(on, policy.stages.keys()) }));
    else if (below(policy, on).has(id) || on === id) faults.push(faultAt('STAGE_ROUND', place, { stage: id, found: on }));
    else if (payStages.includes(on) || (cycle === 'year' && other.cycle === 'month')) faults.push(faultAt('STAGE_CYCLE', place, { stage: id, found: on }));
  }
}

/** What is taken from runs is an amount of one of the policy's stages, of the same kind, and by row where it is a column. */
function checkTaken(policy: Policy, { symbols, broken, faults, used }: Telling): void {
  const check = (fact: Fact, table: TableFact | undefined): void => {
    const { from, quantity } = fact;
    if (!from) return;
    if (!policy.stages.has(from.stage)) faults.push(faultAt('STAGE_UNKNOWN', from.place, { found: from.stage, suggestion: suggestion(from.stage, policy.stages.keys()) }));
    const homes = new Map(policy.steps.flatMap((step) => amountsOf(step).map(({ id }) => [id, homeOf(step, id)] as const)));
    const home = homes.get(from.amount);
    if (!homes.has(from.amount)) {
      if (!broken.has(from.amount)) faults.push(faultAt('MOVE_AMOUNT_UNKNOWN', from.place, { found: from.amount, suggestion: suggestion(from.amount, homes.keys()) }));
      return;
    }
    used.add(home === undefined ? from.amount : `${home}.${from.amount}`);
    const given = symbols.find(from.amount, home)?.name.type;
    if (!given) return; // its step has a fault of its own
    const wanted = typeOfQuantity(quantity);
    const same = given.is === 'number' && wanted.is === 'number' ? sameUnit(given.unit, wanted.unit) : given.is === 'boolean' && wanted.is === 'boolean';
    const key = home === undefined ? undefined : (symbols.tables.get(home) as Table).key;
    if (!same || key !== table?.key) faults.push(faultAt('TAKEN_OTHERWISE', from.place, { found: from.amount, title: fact.title }));
  };
  for (const fact of policy.facts.values()) check(fact, undefined);
  for (const table of policy.tables.values()) for (const column of table.columns.values()) check(column, table);
}

/** Tells the faults of the stages that need the names of the whole policy, and names the accounts that nothing uses. */
export function checkStages(policy: Policy, telling: Telling): void {
  const used = new Set<string>();
  for (const stage of policy.stages.values()) checkRests(policy, telling, stage);
  checkTaken(policy, telling);
  checkConfirmed(policy, telling.faults);
  for (const { moves } of policy.stages.values()) {
    for (const move of moves) {
      checkMove(policy, telling, move);
      used.add(move.from.class).add(move.to.class);
    }
  }
  for (const [name, { place }] of policy.accounts) {
    if (!used.has(name)) telling.faults.push({ ...faultAt('ACCOUNT_UNUSED', place, { found: name }), severity: 'warning' });
  }
}

function accountName(pattern: AccountPattern, facts: Facts, cells: ReadonlyMap<string, Scalar>): string {
  if (pattern.of === undefined) return pattern.class;
  return `${pattern.class}/${String(cells.get(pattern.of) ?? facts.scalars.get(pattern.of))}`;
}

/**
 * What moves at a stage, in the policy's order and that of the rows; amounts of 0 are left out.
 * The policy has passed its check: every amount is there and in yuan, every brace names a column or a text.
 */
export function movementsOf(policy: Policy, { amounts, facts }: Evaluation, id: StageId): Movement[] {
  const moves = policy.stages.get(id)?.moves ?? [];
  return moves.flatMap(({ amount: step, from, to }): Movement[] => {
    const amount = amounts.get(step) as Amount;
    const movement = (value: Value, cells: ReadonlyMap<string, Scalar>) => ({ step, from: accountName(from, facts, cells), to: accountName(to, facts, cells), amount: toFen(value as Rate) });
    if (amount.is === 'scalar') return [movement(amount.value, new Map())];
    const key = policy.tables.get(amount.table)?.key;
    const rows = new Map(facts.tables.get(amount.table)?.map((row) => [row.key, row.cells]));
    const cellsOf = (row: string): Map<string, Scalar> => new Map([...(rows.get(row) ?? []), ...(key === undefined ? [] : [[key, row] as const])]);
    return amount.rows.map((each) => ({ ...movement(each.value, cellsOf(each.key)), row: each.key }));
  }).filter(({ amount }) => amount !== 0n);
}
