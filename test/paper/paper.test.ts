/** Papers of a year through the verbs and over HTTP: numbers, figures against the ledger, who gets them, and that nothing of them changes. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { moneyInCapitals } from '../../server/core/capitals.ts';
import { groupMoney, parseMoney, sumMoney } from '../../server/core/money.ts';
import type { Paper } from '../../server/model/paper.ts';
import type { Run } from '../../server/model/run.ts';
import type { PaperContent } from '../../server/paper/content.ts';
import { issuePaper } from '../../server/paper/issue-paper.ts';
import { setDocumentPrefix } from '../../server/paper/prefixes.ts';
import { voidPaper } from '../../server/paper/void-paper.ts';
import { correctedRun } from '../kit/correct.ts';
import { makeCounty, type County, type Login, type Place } from '../kit/county.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { certify, paidBasic, fixedTotal, preparedBudget, runOf, settledYear } from '../kit/year.ts';
import { figuresIn, linesOfPdf } from './kit.ts';

let fixture: County;
let served: Served;
let budget: Run;
let settlement: Run;
let pay: Run;
const visitors = new Map<Login, Visitor>();
beforeAll(async () => {
  fixture = await makeCounty();
  ({ budget, settlement } = await settledYear(fixture.county));
  await fixedTotal(fixture.banner);
  pay = runOf(await paidBasic(fixture.banner, '2010-01'));
  served = await serve(fixture.orm);
  for (const login of ['health', 'insurance', 'officer', 'headA', 'head', 'staffA', 'auditor'] as const) visitors.set(login, await served.visitor(login));
}, 60_000);
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

type Wish = Parameters<typeof issuePaper>[1];
const issued = (place: Place, run: Run, wish: Partial<Wish> = {}, login: Login = 'officer') => (
  place.as(login, (asking) => issuePaper(asking, { region: place.region, run: run.id, kind: 'ALLOCATION_NOTICE', unit: 'YUAN', recipient: null, ...wish })));
const numbered = ({ prefix, year, number }: Paper) => `${prefix}〔${year}〕${number}号`;
const prefixed = (place: Place, prefix: string, from: string, login: Login = 'health') => place.as(login, (asking) => setDocumentPrefix(asking, { region: place.region, prefix, from }));
const said = (paper: Paper) => JSON.parse(paper.content) as PaperContent;
const fileOf = (login: Login, paper: Paper, more = '') => (visitors.get(login) as Visitor).fetch(`/papers.pdf?region=${paper.regionId}&paper=${paper.id}&purpose=print${more}`);
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
/** What the ledger holds as received, line by line of a run's entry. */
const received = (run: Run) => ownerRows<{ account: string; amount: string }>(fixture, `select p.account, p.amount::text as amount from posting p join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
  where e.run_id = $1 and p.line % 2 = 0 order by p.line`, [run.id]);

describe('numbers', () => {
  test('need a prefix, which is dated and set once', async () => {
    expect(await leavesNothing(fixture, () => refusal(issued(fixture.county, budget)))).toEqual(['DOCUMENT_PREFIX_MISSING prefix']);
    expect(await refusal(prefixed(fixture.county, '宁卫〔〕', '2026-01-01'))).toEqual(['DOCUMENT_PREFIX_FORM prefix']);
    expect(await refusal(prefixed(fixture.county, '宁卫医共体', '2026-02-30'))).toEqual(['DAY_NOT_VALID from']);
    expect(await refusal(prefixed(fixture.county, '宁卫医共体', '2026-01-01', 'officer'))).toEqual(['ROLE_NOT_ALLOWED role']);
    await prefixed(fixture.county, '宁卫医共体', '2026-01-01');
    await prefixed(fixture.county, '宁卫健发', '2026-04-01');
    await prefixed(fixture.banner, '鄂卫', '2026-01-01');
    for (const from of ['2026-04-01', '2026-03-20']) expect(await refusal(prefixed(fixture.county, '宁卫', from))).toEqual(['SETTING_NOT_LATER from']);
  });

  test('run without gaps however many are issued at once, each region by itself', async () => {
    const wishes: Array<Partial<Wish>> = [{}, { recipient: 'A' }, { recipient: 'B' }, { kind: 'APPROVAL_FORM', unit: 'WAN' }, { kind: 'STATEMENT' }];
    const made = await Promise.all(wishes.map((wish) => issued(fixture.county, budget, wish)));
    expect(made.map(numbered).sort()).toEqual([1, 2, 3, 4, 5].map((number) => `宁卫医共体〔2026〕${number}号`));
    expect(numbered(await issued(fixture.banner, pay, {}, 'health'))).toBe('鄂卫〔2026〕1号');
  });

  test('stand: another of the same is refused until the first is void, and its number is not given again', async () => {
    const first = await issued(fixture.county, settlement, { kind: 'STATEMENT' });
    expect(numbered(first)).toBe('宁卫医共体〔2026〕6号');
    expect(await leavesNothing(fixture, () => refusal(issued(fixture.county, settlement, { kind: 'STATEMENT', unit: 'WAN' })))).toEqual(['PAPER_STANDING run']);
    const voided = (reason: string, login: Login = 'insurance') => fixture.county.as(login, (asking) => voidPaper(asking, { region: 610726, paper: first.id, reason }));
    expect(await refusal(voided(' '))).toEqual(['ACT_REASON_MISSING reason']);
    expect(await refusal(voided('x', 'headA'))).toEqual(['ROLE_NOT_ALLOWED role']);
    await voided('主送机关有误');
    expect(await refusal(voided('再次'))).toEqual(['PAPER_VOID_ALREADY paper']);
    expect(numbered(await issued(fixture.county, settlement, { kind: 'STATEMENT' }))).toBe('宁卫医共体〔2026〕7号');
    const { data } = await (visitors.get('officer') as Visitor).ask(`{ papers(region: 610726, run: "${settlement.id}") { edges { node { number issuedBy void { reason by } } } } }`);
    expect(data).toMatchObject({ papers: { edges: [{ node: { number: '宁卫医共体〔2026〕7号', issuedBy: 'officer 的姓名', void: null } }, { node: { number: '宁卫医共体〔2026〕6号', void: { reason: '主送机关有误', by: 'insurance 的姓名' } } }] } });
  });

  test('hold in the database too: no gap, no run that is not posted, no second that stands, no change', async () => {
    const copy = (changes: string) => ownerRows(fixture, `insert into paper select region_id, gen_random_uuid(), prefix, year, ${changes}, unit, content, content_hash, file, file_hash, issued_by_id, null, now() from paper where number = 5`);
    await expect(copy('9, kind, run_id, \'HA\'')).rejects.toMatchObject({ code: 'FP160' });
    await expect(copy('8, kind, run_id, recipient')).rejects.toMatchObject({ code: 'FP162' });
    const open = await preparedBudget(fixture.county, { year: 2027 });
    await expect(copy(`8, kind, '${open.id}', null`)).rejects.toMatchObject({ code: 'FP161' });
    expect(await refusal(issued(fixture.county, open))).toEqual(['PAPER_RUN_NOT_POSTED run']);
    await expect(ownerRows(fixture, "insert into paper select region_id, gen_random_uuid(), prefix, year, 8, kind, run_id, 'HA', unit, content, repeat('0', 64), file, file_hash, issued_by_id, null, now() from paper where number = 5"))
      .rejects.toMatchObject({ code: '23514' });
    for (const statement of ["update paper set number = 1", 'delete from paper', "update paper_void set reason = 'x'", 'delete from document_prefix', 'delete from chart_account', 'delete from voucher_export']) {
      await expect(fixture.county.as('officer', ({ em }) => em.execute(statement))).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('what they say', () => {
  const paperOf = async (run: Run, kind: string, recipient: string | null = null) => {
    const [row] = await ownerRows<{ id: string; content: string; region_id: number }>(fixture, `select id, content, region_id from paper p where run_id = $1 and kind = $2 and recipient is not distinct from $3
      and not exists (select from paper_void v where v.paper_id = p.id)`, [run.id, kind, recipient]);
    return { id: row?.id, content: row?.content, regionId: row?.region_id } as Paper;
  };

  test('a notice of the budget has what each account received in the ledger, in figures and capitals', async () => {
    const paper = await paperOf(budget, 'ALLOCATION_NOTICE');
    const lines = (await linesOfPdf(await bytesOf(await fileOf('officer', paper)))).flat();
    const ledger = await received(budget);
    const total = sumMoney(ledger.map(({ amount }) => BigInt(amount)));
    expect(lines.slice(0, 2)).toEqual(['宁强县拨款通知', expect.stringContaining('宁卫医共体〔2026〕')]);
    for (const { amount } of ledger) expect(lines.flatMap(figuresIn)).toContain(BigInt(amount));
    expect(lines.find((line) => line.startsWith('合计'))).toContain(groupMoney(total));
    expect(lines.join('\n')).toContain(moneyInCapitals(total));
    expect(lines.join('\n')).toMatch(/包干额\s*·\s*医共体A/);
  });

  test('a notice for one consortium has its own account alone', async () => {
    const { tables, total, fields } = said(await paperOf(budget, 'ALLOCATION_NOTICE', 'A'));
    expect([total, tables.map(({ rows }) => rows.map(([account, , , , amount]) => [account, amount]))]).toEqual(['76767600.00', [[[{ zh: '包干额 · 医共体A', en: 'Package · 医共体A' }, '76767600.00']]]]);
    expect(fields[0]).toEqual({ label: { zh: '主送', en: 'To' }, value: { zh: '医共体A', en: '医共体A' } });
    expect(await refusal(issued(fixture.county, budget, { recipient: 'HA' }))).toEqual(['PAPER_RECIPIENT_UNKNOWN recipient']);
  });

  test('a form in ten thousands adds up as shown, has each signature, and the capitals are exact', async () => {
    const lines = (await linesOfPdf(await bytesOf(await fileOf('insurance', await paperOf(budget, 'APPROVAL_FORM'))))).flat();
    const body = lines.filter((line) => /\[\d\]/.test(line) && figuresIn(line).length === 1).map((line) => figuresIn(line)[0] as bigint);
    expect(body).toHaveLength((await received(budget)).length);
    expect(figuresIn(lines.find((line) => line.startsWith('合计')) as string)).toEqual([sumMoney(body)]);
    expect(lines.join('\n')).toContain('贰亿零柒佰万元整');
    for (const office of ['医疗保障局', '卫生健康局审批人']) expect(lines.join('\n')).toContain(office);
    for (const login of ['insurance', 'approver']) expect(lines.join('')).toContain(`签批人：${login} 的姓名`);
  });

  test('a statement of the settlement has every transfer of the ledger and the result of each consortium', async () => {
    const { tables: [results, transfers], total, run } = said(await paperOf(settlement, 'STATEMENT'));
    const ledger = await received(settlement);
    expect(transfers?.rows.map((row) => parseMoney(row[4] as string, ''))).toEqual(ledger.map(({ amount }) => BigInt(amount)));
    expect(parseMoney(total, '')).toBe(sumMoney(ledger.map(({ amount }) => BigInt(amount))));
    expect(results?.rows).toEqual([
      [{ zh: '医共体A', en: '医共体A' }, '76767600.00', '72914567.89', '3853032.11', '0.00'], [{ zh: '医共体B', en: '医共体B' }, '60317400.00', '64320000.00', '0.00', '4002600.00'],
    ]);
    expect(run).toEqual({ id: settlement.id, hash: settlement.hash });
  });

  test('a correction says so, and what is taken back is below zero', async () => {
    await certify(fixture.county, 'B', '1000000.00', '复核后调减');
    const correction = await correctedRun(fixture.county, settlement);
    const content = said(await issued(fixture.county, correction, { kind: 'STATEMENT' }));
    expect(content.title.zh).toBe('年终清算确认书（更正）');
    const ledger = await received(correction);
    expect(ledger.length).toBeGreaterThan(0);
    expect(content.tables.at(-1)?.rows.map((row) => parseMoney(row[4] as string, ''))).toEqual(ledger.map(({ amount }) => BigInt(amount)));
  });

  test('of pay have sums and no person', async () => {
    const paper = await paperOf(pay, 'ALLOCATION_NOTICE', 'U01');
    expect(said(paper).total).toBe('3120.00');
    for (const name of ['那顺', '乌云', '巴图']) expect(paper.content).not.toContain(name);
  });
});

describe('files', () => {
  const paper = async (recipient: string | null) => {
    const [row] = await ownerRows<{ id: string }>(fixture, "select id from paper where region_id = 610726 and kind = 'ALLOCATION_NOTICE' and recipient is not distinct from $1", [recipient]);
    return { id: row?.id, regionId: 610726 } as Paper;
  };

  test('printed again they are the same bytes, those that were kept when issued', async () => {
    const notice = await paper('A');
    const [first, again] = [await bytesOf(await fileOf('officer', notice)), await bytesOf(await fileOf('insurance', notice))];
    const [kept] = await ownerRows<{ file: Buffer }>(fixture, 'select file from paper where id = $1', [notice.id]);
    expect([first.equals(again), first.equals(kept?.file as Buffer)]).toEqual([true, true]);
    expect((await linesOfPdf(await bytesOf(await fileOf('officer', notice, '&lang=en')))).flat().join('\n')).toContain('Notice of allocation');
  });

  test('a preview has no number and takes none', async () => {
    const before = await ownerRows(fixture, 'select count(*) from paper');
    const path = `/papers.pdf?region=610726&run=${budget.id}&kind=STATEMENT&unit=WAN&purpose=x`;
    expect((await linesOfPdf(await bytesOf(await (visitors.get('health') as Visitor).fetch(path)))).flat().join('\n')).toContain('预览');
    expect(await ownerRows(fixture, 'select count(*) from paper')).toEqual(before);
    expect((await (visitors.get('headA') as Visitor).fetch(path)).status).toBe(403);
  });

  test('are given to the bureaus, and to a hospital head for the consortium that the hospital leads; each is in the audit log', async () => {
    const status = async (login: Login, of: Paper) => (await fileOf(login, of)).status;
    expect(await Promise.all(['health', 'insurance', 'officer', 'headA'].map(async (login) => status(login as Login, await paper('A'))))).toEqual([200, 200, 200, 200]);
    for (const recipient of ['B', null]) expect([recipient, await status('headA', await paper(recipient))]).toEqual([recipient, 403]);
    const [row] = await ownerRows<{ login: string; purpose: string; zh: string }>(fixture, `select a.login, e.purpose, e.subject ->> 'zh' as zh from audit_event e join account a on a.id = e.account_id
      where e.action = 'PRINT_PAPER' and a.login = 'headA'`);
    expect(row).toMatchObject({ purpose: 'print', zh: expect.stringMatching(/^宁卫医共体〔2026〕\d号 拨款通知$/) });
  });

  test('nobody else gets one, and what is foreign is told from what is not there by no word', async () => {
    const own = await paper('A');
    const stranger = await served.visitor();
    expect((await stranger.fetch(`/papers.pdf?region=610726&paper=${own.id}&purpose=x`)).status).toBe(401);
    for (const login of ['head', 'staffA', 'auditor'] as const) {
      for (const region of [610726, 150724]) {
        const answers = await Promise.all([own.id, '01990000-0000-7000-8000-00000000dead', 'x'].map(async (id) => {
          const response = await leavesNothing(fixture, () => (visitors.get(login) as Visitor).fetch(`/papers.pdf?region=${region}&paper=${id}&purpose=x`));
          return [response.status, (await response.text()).replace(id, '…').replace(/paper|公文/, '…')];
        }));
        expect([login, region, answers[0]]).toEqual([login, region, [403, answers[1]?.[1]]]);
        expect(answers[2]?.[0]).toBe(403);
      }
    }
    for (const path of ['', '?region=610726', `?region=610726&paper=${own.id}`, `?region=610726&run=${budget.id}&kind=toString&unit=YUAN&purpose=x`, `?region=610726&run=${budget.id}&kind=STATEMENT&unit=FEN&purpose=x`]) {
      expect([path, (await leavesNothing(fixture, () => (visitors.get('officer') as Visitor).fetch(`/papers.pdf${path}`))).status]).toEqual([path, 403]);
    }
  });
});
