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
import { faultAt, type Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Amount, Evaluation } from './evaluate.ts';
import type { Facts } from './facts.ts';
import type { Fields } from './fields.ts';
import type { Place, Policy, Scalar, Words } from './policy.ts';
import { amountsOf, homeOf } from './rules/rules.ts';
import type { Symbols } from './symbols.ts';

export const stageIds = ['budget', 'settlement', 'pay-total', 'basic-pay', 'incentive-pay'] as const;
export type StageId = (typeof stageIds)[number];

/** The stages at which staff are paid. */
export const payStages: readonly StageId[] = ['basic-pay', 'incentive-pay'];

/** The offices that may sign for a stage. */
export const offices = [
  'health-bureau', 'health-bureau-approver', 'insurance-bureau', 'finance-bureau', 'hr-bureau', 'population-office',
] as const;
export type Office = (typeof offices)[number];

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
  signedBy: Office[];
  /** Pay is released only after it has been published inside the institution. */
  published: boolean;
  why: string[];
  moves: Move[];
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
  for (const { name, key, node } of fields.entries('accounts')) {
    const title = reader.fields(node, ['zh', 'en']);
    policy.accounts.set(name, { title: { zh: title.text('zh'), en: title.text('en') }, place: key });
  }
  for (const { name, key, node } of fields.entries('stages')) {
    const id = stageIds.find((each) => each === name);
    if (!id) {
      reader.fault('NOT_ONE_OF', key, { found: name, suggestion: suggestion(name, stageIds), allowed: stageIds.join(', ') });
      continue;
    }
    const stage = reader.fields(node, ['signed_by', 'published', 'why', 'moves']);
    policy.stages.set(id, {
      id,
      signedBy: readSigners(draft, stage),
      published: stage.oneOf('published', ['true', 'false'], 'false') === 'true',
      why: draft.why(stage),
      moves: stage.items('moves').map((each) => readMove(draft, each)),
      place: key,
    });
  }
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

/** Tells the faults of the stages that need the names of the whole policy, and names the accounts that nothing uses. */
export function checkStages(policy: Policy, telling: Telling): void {
  const used = new Set<string>();
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

/** Titles of the account classes of a policy. */
export type Accounts = Map<string, { title: Words; place: Place }>;
