/** A pay-out before it is prepared: its facts, with what is taken back of each person within the policy's limit. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney, sumMoney } from '../core/money.ts';
import { itemKinds, type DeductionItem } from '../core/payout/items.ts';
import type { Pay } from '../core/payout/net.ts';
import { instalments, type Instalment } from '../core/payout/recovery.ts';
import { lastDay } from '../core/period.ts';
import type { Amount } from '../core/policy/evaluate.ts';
import { evaluatorFor } from '../core/policy/evaluators.ts';
import type { Origins, Policy, RawFacts } from '../core/policy/policy.ts';
import { toFen, type Rate } from '../core/rate.ts';
import { refuse } from '../core/refusal.ts';
import type { Institution } from '../model/organisation.ts';
import type { PolicyVersion, Run } from '../model/run.ts';
import { policyFor, policyOf } from '../run/policies.ts';
import { gather, type Gathered } from './gather.ts';

export interface DraftPay extends Pay {
  id: string;
  code: string;
  name: string;
  instalments: Instalment[];
}

export interface PayOutDraft {
  version: PolicyVersion;
  pays: DraftPay[];
  facts: RawFacts;
  origins: Origins;
  /** Runs of the distributions that are paid out. */
  runs: Run[];
}

const titleOf = ({ code, name }: Pick<Gathered, 'code' | 'name'>): string => `${code} ${name}`;

/** The facts of a pay-out policy; what it takes no pay of has its defaults. */
function factsOf(unit: string, pays: ReadonlyArray<Pick<DraftPay, 'code' | 'gross' | 'deductions'>>): RawFacts {
  return {
    unit,
    people: pays.map(({ code, gross, deductions }) => ({
      staff_number: code, gross: formatMoney(gross), ...Object.fromEntries([...deductions].map(([item, amount]) => [itemKinds[item].column, formatMoney(amount)])),
    })),
  };
}

/** By staff number, the most that the policy lets take back. */
function limitsOf(policy: Policy, unit: string, people: readonly Gathered[]): Map<string, bigint> {
  const others = people.map(({ code, gross, deductions }) => ({ code, gross, deductions: new Map([...deductions].filter(([item]) => item !== 'RECOVERY')) }));
  const amount = evaluatorFor(policy.language).evaluate(policy, factsOf(unit, others), {}).amounts.get('recovery_most') as Amount | undefined;
  if (amount?.is !== 'column') return refuse('STAGE_MISSING', 'policy', { policy: policy.id, stage: 'recovery_most' });
  return new Map(amount.rows.map(({ key, value }) => [key, toFen(value as Rate)]));
}

function originsOf(pays: readonly DraftPay[], people: readonly Gathered[], institution: Institution, runs: readonly Run[]): Origins {
  const sources = new Map(people.map((person) => [person.code, person.sources]));
  const released = runs.map(({ period, hash }) => `${period} · ${hash.slice(0, 12)}`).join('、');
  const cells = pays.flatMap(({ code, deductions }) => [
    [`people/${code}/staff_number`, '人员登记表'], [`people/${code}/gross`, `绩效工资发放 ${released}`],
    ...[...deductions.keys()].map((item): [string, string] => [`people/${code}/${itemKinds[item].column}`, sources.get(code)?.get(item) ?? '分期追回']),
  ] as Array<[string, string]>);
  return Object.fromEntries([['unit', `机构登记 · ${institution.name}`], ...cells]);
}

/** What is asked to be taken back, as it is: it may be more than is allowed. */
function asked({ deductions }: Gathered): { recovered: Instalment[]; total: bigint } {
  return { recovered: [], total: deductions.get('RECOVERY') ?? 0n };
}

function allowed(person: Gathered, limit: bigint): { recovered: Instalment[]; total: bigint } {
  const recovered = person.claims.length === 0 ? [] : instalments({ person: titleOf(person), claims: person.claims, limit, asked: person.deductions.get('RECOVERY') ?? null });
  return { recovered, total: sumMoney(recovered.map(({ amount }) => amount)) };
}

function payOf(person: Gathered, limit: bigint, shown: boolean): DraftPay {
  const { id, code, name, gross } = person;
  const { recovered, total } = shown && person.deductions.has('RECOVERY') ? asked(person) : allowed(person, limit);
  const deductions = new Map<DeductionItem, bigint>([...person.deductions].filter(([item]) => item !== 'RECOVERY'));
  if (total > 0n) deductions.set('RECOVERY', total);
  return { id, code, name, person: titleOf(person), gross, deductions, instalments: recovered };
}

/** What would be prepared now; `own` is the run that was made of it. Refuses recovery above its limit, unless it is only shown, so that it can be mended. */
export async function payOutDraft(em: EntityManager, institution: Institution, month: string, { own = null, shown = false }: { own?: string | null; shown?: boolean } = {}): Promise<PayOutDraft> {
  const version = await policyFor(em, institution.regionId, 'pay-out', lastDay(month));
  const policy = policyOf(version);
  const { people, runs } = await gather(em, institution, month, own);
  const limits = limitsOf(policy, institution.code, people);
  const pays = people.map((person) => payOf(person, limits.get(person.code) as bigint, shown));
  return { version, pays, facts: factsOf(institution.code, pays), origins: originsOf(pays, people, institution, runs), runs };
}
