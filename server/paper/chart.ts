/** The chart of accounts (会计科目): which account of the accounting system stands for an account class of the policies. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { parseDay } from '../core/period.ts';
import { refuse, type Words } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import { ChartAccount, VoucherExport } from '../model/paper.ts';
import { accountBook } from '../run/accounts.ts';

const setters: readonly Role[] = ['FINANCE_BUREAU', 'FINANCE_OFFICER', 'HEALTH_BUREAU'];
const codeForm = /^[0-9A-Za-z.-]{3,30}$/;
const longestTitle = 100;

export interface Mapping {
  accountClass: string;
  classTitle: Words;
  /** Null while the class has no account of the chart. */
  account: ChartAccount | null;
}

export interface Chart {
  /** The account that holds for a class on a day. */
  on(accountClass: string, day: string): ChartAccount | undefined;
}

export async function chartOf(em: EntityManager, region: number): Promise<Chart> {
  const byClass = Map.groupBy(await em.find(ChartAccount, { regionId: region }, { orderBy: { validFrom: 'desc' } }), ({ accountClass }) => accountClass);
  return { on: (accountClass, day) => byClass.get(accountClass)?.find(({ validFrom }) => validFrom <= day) };
}

/** Every account class of the region's policies, with the account that holds for it on a day. */
export async function mappings({ em, asker, now }: Asking, region: number, on: string | null): Promise<Mapping[]> {
  requireRole(asker, region, bureaus);
  const day = on ?? dayOf(now);
  const { classes } = await accountBook(em, region, day);
  const chart = await chartOf(em, region);
  return [...classes].map(([accountClass, classTitle]) => ({ accountClass, classTitle, account: chart.on(accountClass, day) ?? null }));
}

export interface SetChartAccount {
  region: number;
  accountClass: string;
  code: string;
  title: string;
  from: string;
}

/**
 * Refuses a class that no policy has (CHART_CLASS_UNKNOWN), a code or title of another form (CHART_ACCOUNT_FORM, TEXT_MISSING), a day that is
 * not after the present mapping (SETTING_NOT_LATER) or in months whose vouchers of the class were exported (CHART_EXPORTED).
 */
export async function setChartAccount(asking: Asking, { region, accountClass, code, title, from }: SetChartAccount): Promise<Mapping> {
  const { em, asker, now } = asking;
  requireRole(asker, region, setters);
  parseDay(from, 'from');
  const { classes } = await accountBook(em, region, from);
  const classTitle = classes.get(accountClass) ?? refuse('CHART_CLASS_UNKNOWN', 'accountClass', { found: accountClass, allowed: [...classes.keys()].join(', ') });
  const name = title.trim();
  if (!codeForm.test(code) || name === '' || name.length > longestTitle) refuse('CHART_ACCOUNT_FORM', 'code', { found: `${code} ${name}`.trim() });
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`chart_account ${region}`]);
  const [last] = await em.find(ChartAccount, { regionId: region, accountClass }, { orderBy: { validFrom: 'desc' }, limit: 1 });
  if (last && from <= last.validFrom) refuse('SETTING_NOT_LATER', 'from', { found: from, allowed: last.validFrom });
  const [given] = await em.find(VoucherExport, { regionId: region, classes: { $contains: [accountClass] }, untilDay: { $gte: from } }, { orderBy: { untilDay: 'desc' }, limit: 1 });
  if (given) refuse('CHART_EXPORTED', 'from', { found: classTitle, allowed: given.untilDay });
  const account = em.create(ChartAccount, { regionId: region, id: v7(), accountClass, code, title: name, validFrom: from, setById: asker.id, setAt: now });
  await em.flush();
  await audit(asking, region, { action: 'SET_CHART_ACCOUNT', subject: { zh: `${classTitle.zh} ▸ ${code} ${name} 自 ${from}`, en: `${classTitle.en} ▸ ${code} ${name} from ${from}` }, as: setters });
  return { accountClass, classTitle, account };
}
