/** The pay-out of an institution and month as pages show it: posted, under way, or as it would be prepared now. */
import type { Asking } from '../access/asker.ts';
import { sumMoney, parseMoney, type Money } from '../core/money.ts';
import { lastDay, parseMonth } from '../core/period.ts';
import { deductionItems, itemKinds, type DeductionItem } from '../core/payout/items.ts';
import { netOf } from '../core/payout/net.ts';
import { FrozenFacts, type Run } from '../model/run.ts';
import type { Institution } from '../model/organisation.ts';
import { currentRun } from '../run/load.ts';
import { policyFor, policyOf } from '../run/policies.ts';
import { batchesOf, paymentsOf, returnsShown } from './batches.ts';
import { payOutDraft } from './pay-out-draft.ts';
import { returnsOf } from './pay-returns.ts';
import type { OfMonth } from './prepare-pay-out.ts';
import { owedTo } from './recoveries.ts';
import { institutionFor } from './scope.ts';
import type { DeductionSum, PayOutView, PersonPayOut } from './views.ts';

interface PersonPay {
  code: string;
  gross: Money;
  deductions: ReadonlyMap<DeductionItem, Money>;
}

export function sumsOf(deductions: ReadonlyMap<DeductionItem, Money>): DeductionSum[] {
  return deductionItems.flatMap((item) => {
    const amount = deductions.get(item) ?? 0n;
    return amount === 0n ? [] : [{ item, title: itemKinds[item].title, amount }];
  });
}

function together(pays: readonly PersonPay[]): Map<DeductionItem, Money> {
  return new Map(deductionItems.map((item) => [item, sumMoney(pays.map(({ deductions }) => deductions.get(item) ?? 0n))]));
}

/** What a run was prepared with: what its signatures are bound to. */
async function paysOfRun({ em }: Asking, run: Run): Promise<PersonPay[]> {
  const { facts } = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  return (facts.people as Array<Record<string, string>>).map((row) => ({
    code: row.staff_number as string, gross: parseMoney(row.gross as string, 'gross'),
    deductions: new Map(deductionItems.flatMap((item) => {
      const amount = row[itemKinds[item].column];
      return amount === undefined ? [] : [[item, parseMoney(amount, item)] as const];
    })),
  }));
}

async function namesOf({ em }: Asking, region: number, codes: readonly string[]): Promise<Map<string, { name: string; card: string | null }>> {
  const rows = await em.execute<Array<{ code: string; name: string; card: string | null }>>(`
    select p.code, p.name, n.masked as card from person p left join person_number n on n.region_id = p.region_id and n.person_id = p.id and n.kind = 'BANK_CARD'
    where p.region_id = ? and p.code in (select json_array_elements_text(?::json))`, [region, JSON.stringify(codes)]);
  return new Map(rows.map(({ code, ...row }) => [code, row]));
}

async function peopleOf(asking: Asking, institution: Institution, run: Run | null, pays: readonly PersonPay[]): Promise<PersonPayOut[]> {
  const { regionId: region } = institution;
  const names = await namesOf(asking, region, pays.map(({ code }) => code));
  const paid = run ? await paymentsOf(asking.em, region, run.id) : new Map<string, never>();
  return pays.map((pay) => {
    const { name = pay.code, card = null } = names.get(pay.code) ?? {};
    const { deducted, net } = netOf(pay);
    const payment = paid.get(pay.code);
    const waiting = net === 0n ? 'NOTHING' : card === null ? 'CARD_MISSING' : run?.state === 'POSTED' ? 'DUE' : 'NOT_POSTED';
    return {
      code: pay.code, name, gross: pay.gross, deductions: sumsOf(pay.deductions), deducted, net, card,
      state: payment ? (payment.reason === null ? 'SENT' : 'RETURNED') : waiting,
      batch: payment?.batch ?? null, payment: payment?.id ?? null, reason: payment?.reason ?? null,
    };
  });
}

export async function payOutMonth(asking: Asking, input: OfMonth): Promise<PayOutView> {
  const { em } = asking;
  const { region } = input;
  const month = parseMonth(input.month, 'month');
  const institution = await institutionFor(asking, input);
  const run = await currentRun(em, region, 'PAY_OUT', month, institution);
  const version = run ? await run.policyVersion.loadOrFail() : await policyFor(em, region, 'pay-out', lastDay(month));
  const pays = run ? await paysOfRun(asking, run) : (await payOutDraft(em, institution, month, { shown: true })).pays;
  const [gross, net] = [sumMoney(pays.map((pay) => pay.gross)), sumMoney(pays.map((pay) => netOf(pay).net))];
  const owed = await owedTo(em, region, institution.id);
  return {
    institution, month, policy: policyOf(version).title, run, returnRun: await currentRun(em, region, 'PAY_RETURN', month, institution),
    gross, deductions: sumsOf(together(pays)), deducted: gross - net, net, people: await peopleOf(asking, institution, run, pays),
    batches: run ? await batchesOf(em, region, run.id) : [], returns: await returnsShown(em, region, institution.id, month),
    owed: owed.map(({ payRun, month: found, code, name, amount, recovery }) => ({
      payRun, month: found, code, name, amount, begun: recovery !== null, recovered: recovery?.recovered ?? 0n, remaining: amount - (recovery?.recovered ?? 0n),
    })),
    ...await returnsOf(em, institution, month),
  };
}
