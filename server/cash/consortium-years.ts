/** A consortium's year at a glance, for the head of its head hospital: its own figures and no other's. */
import { bureaus, hasRole, institutionsOf, requireRole, standing, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { monthsOf } from '../core/period.ts';
import type { Holding } from '../core/policy/accounts.ts';
import type { Words } from '../core/refusal.ts';
import { ConsortiumPackage } from '../model/budget.ts';
import { Consortium, Institution, type ConsortiumRole } from '../model/organisation.ts';
import { PolicyVersion, type Run } from '../model/run.ts';
import { SettlementLine } from '../model/settlement.ts';
import { accountBook, partsOf } from '../run/accounts.ts';
import { finalScores, type AssessedScore } from '../run/assessed.ts';
import { confirmingOf } from '../run/confirmation.ts';
import { yearEnds } from '../run/dated.ts';
import { knownAt } from '../run/known.ts';
import { membersOn } from '../run/members.ts';
import { policyOf } from '../run/policies.ts';
import { sumsOfInstitutions } from '../run/spending-records.ts';
import { stageTitleOf } from '../run/titles.ts';
import { knownRuns } from '../run/cash-received.ts';

/** What came to an account of the consortium by the runs of the year, and what left it. */
export interface AccountOfYear {
  account: string;
  title: Words;
  holds: Holding | null;
  received: bigint;
  given: bigint;
  balance: bigint;
}

export interface BranchShare {
  institution: Institution;
  role: ConsortiumRole;
  /** What the year's settlement posted to accounts of its own, corrections included. */
  share: bigint;
}

/** A line of a run that waits for the asker's word. */
export interface ToConfirm {
  run: string;
  row: string;
  stage: Words;
  period: string;
  dueOn: string;
}

export interface ConsortiumYear {
  consortium: Consortium;
  head: Institution;
  package: bigint | null;
  accounts: AccountOfYear[];
  inside: bigint;
  outsideConsortium: bigint;
  outsideCounty: bigint;
  /** Months whose spending is recorded by institution. */
  spendingMonths: number;
  settlement: { run: Run; surplus: bigint | null; overspend: bigint | null } | null;
  branches: BranchShare[];
  score: AssessedScore | null;
  toConfirm: ToConfirm[];
}

interface Sum {
  account: string;
  stage: string;
  received: string;
  given: string;
}

const sumsOfYear = `
  select p.account, r.stage, coalesce(sum(p.amount) filter (where p.amount > 0), 0)::text as received, (-coalesce(sum(p.amount) filter (where p.amount < 0), 0))::text as given
  from posting p
  join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  where p.region_id = ? and r.year = ? and e.posted_at <= coalesce(?::timestamptz, 'infinity')
    and split_part(p.account, '/', 2) in (select json_array_elements_text(?::json))
  group by p.account, r.stage order by p.account, r.stage`;

/** What the classes of the policies hold; of two versions the newest says. */
async function holdingsOf({ em }: Asking, region: number): Promise<ReadonlyMap<string, Holding>> {
  const versions = await em.find(PolicyVersion, { regionId: region, state: 'PUBLISHED' }, { orderBy: { id: 'asc' } });
  return new Map(versions.flatMap((version) => [...policyOf(version).accounts].flatMap(([name, { holds }]) => (holds ? [[name, holds] as const] : []))));
}

function accountsOf(sums: readonly Sum[], code: string, titleOf: (account: string) => Words, holdings: ReadonlyMap<string, Holding>): AccountOfYear[] {
  const own = Map.groupBy(sums.filter(({ account }) => partsOf(account).of === code), ({ account }) => account);
  return [...own].map(([account, parts]) => {
    const sum = (of: 'received' | 'given') => parts.reduce((all, part) => all + BigInt(part[of]), 0n);
    const [received, given] = [sum('received'), sum('given')];
    return { account, title: titleOf(partsOf(account).class), holds: holdings.get(partsOf(account).class) ?? null, received, given, balance: received - given };
  });
}

/** Lines of runs on their way that wait for the word of an institution that the asker heads. */
async function linesToConfirm({ em, asker, now }: Asking, region: number, open: readonly Run[], head: string): Promise<ToConfirm[]> {
  if (!standing(asker, region, ['HOSPITAL_HEAD'], head)) return [];
  const found: ToConfirm[] = [];
  for (const run of open) {
    const confirming = await confirmingOf(em, run, dayOf(now));
    for (const { row, institution, state } of confirming?.lines ?? []) {
      if (institution === head && state === 'WAITING') found.push({ run: run.id, row, stage: await stageTitleOf(run), period: run.period, dueOn: confirming!.dueOn });
    }
  }
  return found;
}

async function settlementOf({ em }: Asking, region: number, year: number, runs: readonly Run[], consortium: string, asOf: Date | null): Promise<ConsortiumYear['settlement']> {
  const run = runs.findLast((each) => each.stage === 'SETTLEMENT' && each.year === year);
  if (!run) return null;
  const line = await em.findOne(SettlementLine, { regionId: region, consortium: { id: consortium }, settlement: { year, ...knownAt(asOf) } });
  return { run, surplus: line?.surplus ?? null, overspend: line?.overspend ?? null };
}

/** The consortia whose head hospital the asker heads at the end of the year; of a bureau all. */
export async function consortiumYears(asking: Asking, region: number, year: number, asOf: Date | null): Promise<ConsortiumYear[]> {
  const { em, asker } = asking;
  requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
  const own = institutionsOf(asker, region, ['HOSPITAL_HEAD']);
  const members = await membersOn(em, region, yearEnds(year), asOf);
  const heads = members.filter(({ institution, role }) => role === 'HEAD' && (hasRole(asker, region, bureaus) || own.includes(institution))).toSorted((a, b) => (a.consortiumCode < b.consortiumCode ? -1 : 1));
  if (heads.length === 0) return [];
  const within = members.filter(({ consortium }) => heads.some((each) => each.consortium === consortium));
  const institutions = new Map((await em.find(Institution, { regionId: region, id: { $in: within.map(({ institution }) => institution) } })).map((each) => [each.id, each]));
  const consortia = new Map((await em.find(Consortium, { regionId: region, id: { $in: heads.map(({ consortium }) => consortium) } })).map((each) => [each.id, each]));
  const sums = await em.execute<Sum[]>(sumsOfYear, [region, year, asOf?.toISOString() ?? null, JSON.stringify([...heads.map(({ consortiumCode }) => consortiumCode), ...within.map(({ code }) => code)])]);
  const book = await accountBook(em, region, yearEnds(year));
  const [holdings, spending, scores, runs] = [await holdingsOf(asking, region), await sumsOfInstitutions(em, region, monthsOf(year), asOf), await finalScores(em, region, year, asOf), await knownRuns(em, region, year, asOf)];
  const packages = await em.find(ConsortiumPackage, { regionId: region, budget: { year, ...knownAt(asOf) }, consortium: { id: { $in: heads.map(({ consortium }) => consortium) } } });
  const found: ConsortiumYear[] = [];
  for (const { consortium, consortiumCode: code, institution } of heads) {
    const spent = spending.filter((each) => each.consortium === consortium);
    const sumSpent = (of: 'inside' | 'outsideConsortium' | 'outsideCounty') => spent.reduce((sum, each) => sum + each[of], 0n);
    found.push({
      consortium: consortia.get(consortium)!, head: institutions.get(institution)!,
      package: packages.find((each) => each.consortium.id === consortium)?.amount ?? null,
      accounts: accountsOf(sums, code, (name) => book.title(name), holdings),
      inside: sumSpent('inside'), outsideConsortium: sumSpent('outsideConsortium'), outsideCounty: sumSpent('outsideCounty'), spendingMonths: spent.length,
      settlement: await settlementOf(asking, region, year, [...runs.posted, ...runs.open], consortium, asOf),
      branches: within.filter((each) => each.consortium === consortium && each.role !== 'CLINIC').map((each) => ({
        institution: institutions.get(each.institution)!, role: each.role,
        share: sums.filter(({ account, stage }) => stage === 'SETTLEMENT' && partsOf(account).of === each.code).reduce((sum, { received, given }) => sum + BigInt(received) - BigInt(given), 0n),
      })),
      score: scores.consortium.find((each) => each.code === code) ?? null,
      toConfirm: await linesToConfirm(asking, region, runs.open, institution),
    });
  }
  return found;
}
