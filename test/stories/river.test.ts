/** The product's story, told by its people in a real browser: from the per-capita budget to a payslip that explains itself. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inTransaction } from '../../server/db.ts';
import { withClient } from '../../server/db/roles.ts';
import { findFaults } from '../../server/ledger/checks.ts';
import { startBrowser, type TestBrowser } from '../kit/browser.ts';
import type { FreshDatabase } from '../kit/database.ts';
import { demoDatabase, seedingTimeout } from '../kit/demo.ts';
import { serve, type TestServer } from '../kit/server.ts';
import { xlsx } from '../kit/sheets.ts';
import { webDirectory } from '../kit/web.ts';
import { Person } from './kit/person.ts';
import { comparesReport } from './kit/report.ts';

const county = 610726;
const banner = 150724;
const [hospitalA, townA] = ['宁强县天津医院', '汉源街道卫生院'];
const [consortiumA, consortiumB] = ['宁强县天津医院医共体', '宁强县中医医院医共体'];

/** What a person reads, by the title of the figure: the county's year as it is to come out. */
const budgetFigures = {
  筹资总额: '207,000,000.00', 风险基金: '20,700,000.00', 门诊费用: '27,000,000.00', 大病保险基金: '15,000,000.00', 剩余基金: '144,300,000.00',
  总额预算: '137,085,000.00', 预算外余额: '7,215,000.00', 县级预备金: '7,215,000.00',
  [`包干额 · ${consortiumA}`]: '76,767,600.00', [`包干额 · ${consortiumB}`]: '60,317,400.00',
};
const perHead = '456.95';
const settlementFigures = {
  [`基金结余 · ${consortiumA}`]: '3,853,032.11', [`用于分配的结余 · ${consortiumA}`]: '3,082,425.69', [`医共体发展资金 · ${consortiumA}`]: '770,606.42',
  [`九份(默认总院和分院) · ${consortiumA}`]: '2,774,183.12', [`一份(默认村卫生室) · ${consortiumA}`]: '308,242.57',
  [`基金超支 · ${consortiumB}`]: '4,002,600.00', [`经办机构承担的合理超支 · ${consortiumB}`]: '2,000,000.00',
  [`医共体承担的合理超支 · ${consortiumB}`]: '500,000.00', [`总院承担的不合理超支 · ${consortiumB}`]: '1,502,600.00',
};

/** The staff of the worked hospital: points, tilt, and the incentive to come out. */
const staff = [
  { name: '萨仁图雅', points: '96', tilt: '1.10', incentive: '5,664.80' },
  { name: '巴特尔', points: '92', tilt: '1', incentive: '4,935.24' },
  { name: '李秀兰', points: '88', tilt: '1', incentive: '4,720.67' },
  { name: '其木格', points: '75', tilt: '1', incentive: '4,023.29' },
] as const;
const leader = { name: '敖登高娃', incentive: '5,616.00' };
const [nurse, ...colleagues] = staff;

let database: FreshDatabase;
let server: TestServer;
let browser: TestBrowser;
const present = new Map<string, Person>();

beforeAll(async () => {
  const directory = await webDirectory();
  database = await demoDatabase();
  [server, browser] = await Promise.all([serve(database, directory), startBrowser()]);
}, seedingTimeout);

afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database.drop();
});

let broken = false;

/** One step of the story; after one that fails the others do not begin. */
function step(what: string, work: () => Promise<void>): void {
  test(what, async () => {
    if (broken) throw new Error('an earlier step of the story failed');
    broken = true;
    await work();
    broken = false;
  }, 400_000);
}

/** The screen of a login, signed in the first time. */
async function as(login: string): Promise<Person> {
  const known = present.get(login);
  if (known) return known;
  const person = await new Person(await browser.page(), server.address).signsIn(login);
  present.set(login, person);
  return person;
}

interface Seen {
  id: string;
  hash: string;
}

const currentBudget = `query ($region: Int!) { budgetDraft(region: $region, year: 2026) { current { id hash } } }`;
const signing = 'mutation ($region: Int!, $run: ID!, $hash: String!, $step: String!) { signRun(region: $region, run: $run, hash: $hash, step: $step) { id } }';
const releasing = 'mutation ($region: Int!, $id: ID!) { releasePayRun(region: $region, id: $id) { id } }';

step('the bureau signs in and prepares the budget; faults are told at their fields and nothing is sent with one', async () => {
  const bureau = new Person(await browser.page(), server.address);
  present.set('nq-bureau', bureau);
  await bureau.opens('/?year=2026');
  await bureau.tries('nq-bureau', 'fenpei');
  await bureau.sees('用户名或密码不对。');
  await bureau.signsIn('nq-bureau');
  await bureau.follows(/编制总额预算/);
  await bureau.seesHeading('2026 年总额预算');

  await bureau.types('人均筹资标准', '690.00');
  await bureau.types('每人门诊费用', '90.00');
  await bureau.types('每人大病保险费用', '50.00');
  await bureau.types(`参保人数 · ${consortiumA}`, '168000');
  await bureau.types(`参保人数 · ${consortiumB}`, '132000');
  await bureau.seesFigures(budgetFigures);
  expect((await bureau.asks<{ budgetDraft: { current: Seen | null } }>(currentBudget, { region: county })).data.budgetDraft.current).toBeNull();
  await bureau.picture('story-1-budget');

  const faults: Array<[field: string, typed: string, right: string, told: RegExp]> = [
    ['风险基金提取比例', '10.01%', '10%', /风险基金提取比例.*10\.01%，超过上限 10%.*二\(二\)/],
    ['总额预算比例', '94.99%', '95%', /总额预算比例.*94\.99%，低于下限 95%.*二\(二\)/],
    ['人均筹资标准', '六百九十', '690.00', /人均筹资标准.*“六百九十”，含汉字/],
    ['人均筹资标准', '123456789012345678', '690.00', /人均筹资标准.*整数部分有 18 位；最多 15 位/],
    ['人均筹资标准', '900000000000000', '690.00', /筹资总额算出 .* 元；金额的整数部分最多 15 位/],
  ];
  for (const [field, typed, right, told] of faults) {
    await bureau.types(field, typed);
    await bureau.sees(told);
    await bureau.sees('有 1 处需要改正，改正后才能报送。');
    expect(await bureau.page.getByRole('button', { name: '报送', exact: true }).isDisabled()).toBe(true);
    await bureau.types(field, right);
  }
  await bureau.seesFigures(budgetFigures);
});

step('the package of a consortium explains itself, also in English, and where a fen is left over', async () => {
  const bureau = await as('nq-bureau');
  const why = await bureau.asksWhy(`包干额 · ${consortiumA}`);
  for (const told of ['总额预算在各医共体之间按参保人数的比例分配', /二\(二\)、五\(二\)/, '总额预算按各医共体覆盖人数分给医共体包干。']) await bureau.sees(told, why);
  await bureau.picture('story-2-why');
  await bureau.closesPanel();

  await bureau.types('人均筹资标准', '690.01');
  await bureau.types(`参保人数 · ${consortiumA}`, '168001');
  const withLeftover = await bureau.asksWhy(`包干额 · ${consortiumA}`);
  await bureau.sees('尾差', withLeftover);
  await bureau.sees(/按舍去部分从大到小每份一分/, withLeftover);
  await bureau.closesPanel();
  await bureau.types('人均筹资标准', '690.00');
  await bureau.types(`参保人数 · ${consortiumA}`, '168000');

  await bureau.presses('English');
  await bureau.seesHeading('Budget of 2026');
  await bureau.page.getByRole('button', { name: 'Risk fund: 20,700,000.00, see where it comes from' }).waitFor();
  await bureau.picture('story-2-english');
  await bureau.presses('中文');
  await bureau.seesFigures(budgetFigures);

  await bureau.page.getByText('显示全部步骤').click();
  await bureau.seesFigure('每人包干额', perHead);
  await bureau.page.getByText('显示全部步骤').click();
});

step('whoever prepares does not sign; two offices sign, and the river carries the packages', async () => {
  const bureau = await as('nq-bureau');
  await bureau.presses('报送');
  await bureau.sees('本页复算与报送一致，分毫不差');
  expect(await bureau.page.getByRole('button', { name: /^签署/ }).count()).toBe(0);
  const { data } = await bureau.asks<{ budgetDraft: { current: Seen } }>(currentBudget, { region: county });
  const { id, hash } = data.budgetDraft.current;
  for (const step of ['HEALTH_BUREAU', 'INSURANCE_BUREAU']) {
    expect((await bureau.asks(signing, { region: county, run: id, hash, step })).refused).toHaveLength(1);
  }

  for (const [login, office] of [['nq-insurance', '医疗保障局'], ['nq-approver', '卫生健康局审批人']] as const) {
    const signer = await as(login);
    await signer.goesHome();
    await signer.follows(/待您审批：总额预算/);
    await signer.signsFor(office);
  }
  const approver = await as('nq-approver');
  await approver.sees('已入账');
  await approver.goesHome();
  const river = approver.page.getByRole('img', { name: /2026 年从筹资到工资条的资金流向图/ });
  for (const text of [`包干额 · ${consortiumA}`, '76,767,600.00', `包干额 · ${consortiumB}`, '60,317,400.00', '207,000,000.00']) await approver.sees(text, river);
  await approver.picture('story-3-river');
});

step('the insurance bureau certifies, the bureau settles with scores, three offices sign', async () => {
  const insurance = await as('nq-insurance');
  await insurance.opens('/settlement?year=2026');
  await insurance.page.getByRole('tab', { name: '合理超支认定' }).click();
  await insurance.chooses('医共体', consortiumB);
  await insurance.types('原因', '重大疫情');
  await insurance.types('认定金额', '2500000.00');
  await insurance.presses('认定');
  await insurance.page.getByRole('row', { name: /重大疫情 2,500,000\.00/ }).waitFor();

  const bureau = await as('nq-bureau');
  await bureau.goesHome();
  await bureau.follows(/编制年终清算/);
  await bureau.seesFigures(settlementFigures);
  await bureau.types(`考核得分 · ${hospitalA}`, '95');
  await bureau.types(`考核得分 · ${townA}`, '90');
  const clinic = bureau.page.getByRole('textbox', { name: new RegExp(`^考核得分 · 汉源街道.*卫生室$`) }).first();
  await bureau.turnsPagesTo(clinic);
  const label = await clinic.getAttribute('aria-label') ?? '';
  await bureau.types(label, '88');
  await bureau.types(label.replace('考核得分', '服务人数'), '1200');
  await bureau.seesFigures(settlementFigures);
  await bureau.picture('story-4-settlement');
  await bureau.presses('报送');
  await bureau.sees('本页复算与报送一致，分毫不差');
  const share = await bureau.asksWhy(`机构分得的结余 · ${hospitalA}`);
  await bureau.sees(/二\(二\)/, share);
  await bureau.closesPanel();

  for (const [login, office] of [['nq-insurance', '医疗保障局'], ['nq-finance', '财政局']] as const) {
    const signer = await as(login);
    await signer.goesHome();
    await signer.follows(/待您审批：年终清算/);
    await signer.signsFor(office);
  }
});

step('the last office waits for the head hospitals: one confirms, one disputes and is answered', async () => {
  const approver = await as('nq-approver');
  await approver.goesHome();
  await approver.follows(/待您审批：年终清算/);
  for (const within of [approver.page, approver.page.getByRole('dialog')]) await approver.presses('签署“卫生健康局审批人”', within);
  await approver.sees(/以下机构尚未确认或异议未答复，不能作最后签批：.*天津医院.*待确认/);
  await approver.presses('取消', approver.page.getByRole('dialog'));

  const headA = await as('nq-head-a');
  await headA.follows(/请确认：年终清算 2026/);
  await headA.sees(/五\(三\)|二\(二\)|二\(三\)/, await headA.asksWhy('包干支付的报销费用'));
  await headA.closesPanel();
  await headA.picture('story-4-line');
  await headA.presses('确认无误');
  await headA.presses('确认无误', headA.page.getByRole('tooltip'));
  await headA.page.getByRole('button', { name: '确认无误' }).first().waitFor({ state: 'detached' });
  const headB = await as('nq-head-b');
  await headB.follows(/请确认：年终清算 2026/);
  await headB.presses('提出异议');
  await headB.page.getByRole('dialog').getByRole('textbox').fill('12月报销与本院台账不符');
  await headB.presses('提出异议', headB.page.getByRole('dialog'));
  await headB.sees('12月报销与本院台账不符');

  const bureau = await as('nq-bureau');
  await bureau.goesHome();
  await bureau.follows(/请答复异议：年终清算/);
  await bureau.sees('异议：“12月报销与本院台账不符”');
  await bureau.picture('story-4-confirming');
  await bureau.presses('不采纳异议');
  await bureau.page.getByRole('dialog').getByRole('textbox').fill('已与医保结算清单核对一致');
  await bureau.presses('不采纳异议', bureau.page.getByRole('dialog'));
  await bureau.sees('已与医保结算清单核对一致');

  await approver.goesHome();
  await approver.follows(/待您审批：年终清算/);
  await approver.sees('已与医保结算清单核对一致');
  await approver.signsFor('卫生健康局审批人');
  await approver.sees('已入账');
  await approver.seesFigures(settlementFigures);
});

step('the hospital head distributes the pool to the last fen, and not one fen more', async () => {
  const head = await as('ew-head');
  await head.follows(/分配奖励性绩效工资/);
  await head.page.getByLabel('月份').fill('2026-12');
  await head.presses('开始编制');
  await head.seesHeading('巴彦托海镇卫生院：2026-12 奖励性绩效工资');
  for (const { name, points, tilt } of staff) {
    await head.types(`考核积分 · ${name}`, points);
    await head.types(`倾斜系数 · ${name}`, tilt);
  }
  for (const { name, incentive } of staff) await head.seesFigure(`积分所得 · ${name}`, incentive);
  await head.seesFigure(`领导所得奖励 · ${leader.name}`, leader.incentive);
  const remaining = head.page.getByRole('status').filter({ hasText: /^剩余/ });
  await head.sees('剩余 0.00', remaining);
  expect(new Set(await remaining.allInnerTexts())).toEqual(new Set(['剩余 0.00']));
  await head.picture('story-5-distribution');

  await head.types(`综合目标考核奖励 · ${nurse.name}`, '19344.01');
  await head.sees(/余额不足，差 0\.01/);
  expect(await head.page.getByRole('button', { name: '报送', exact: true }).isDisabled()).toBe(true);
  await head.types(`综合目标考核奖励 · ${nurse.name}`, '0.00');
  await head.seesFigure(`积分所得 · ${nurse.name}`, nurse.incentive);
  await head.presses('报送');
  await head.sees('本页复算与报送一致，分毫不差');
});

async function decembersRun(person: Person): Promise<string> {
  const { data } = await person.asks<{ payRuns: { edges: Array<{ node: { id: string; kind: string; period: string } }> } }>('query ($region: Int!) { payRuns(region: $region, year: 2026) { edges { node { id kind period } } } }', { region: banner });
  return data.payRuns.edges.map(({ node }) => node).find(({ kind, period }) => kind === 'INCENTIVE' && period === '2026-12')?.id ?? '';
}

step('nothing is paid before three reviews and publication; then it is', async () => {
  const finance = await as('ew-finance');
  const id = await decembersRun(finance);
  const release = async () => (await finance.asks(releasing, { region: banner, id })).refused;
  expect(await release()).toEqual(['还缺审核：人力资源和社会保障局、卫生健康局、卫生健康局人口家庭股，不能发放。']);
  await finance.opens(`/pay/runs/${id}?year=2026`);
  await finance.sees('尚未公示');
  expect(await finance.page.getByRole('button', { name: '发放' }).count()).toBe(0);

  for (const [login, office] of [['nq-hr', '人力资源和社会保障局'], ['ew-bureau', '卫生健康局'], ['ew-office', '卫生健康局人口家庭股']] as const) {
    if (login === 'ew-office') expect(await release()).toEqual(['还缺审核：卫生健康局人口家庭股，不能发放。']);
    const reviewer = await as(login);
    if (login === 'nq-hr') await reviewer.opens(`/?region=${banner}&year=2026`);
    await reviewer.follows(/待您审批：.*2026-12/);
    await reviewer.signsFor(office);
  }
  await finance.opens(`/pay/runs/${id}?year=2026`);
  await finance.presses('发放');
  await finance.presses('发放', finance.page.getByRole('tooltip'));
  await finance.sees('还没有公示，不能发放。');
  await finance.picture('story-6-refused');

  const bureau = await as('ew-bureau');
  await bureau.goesHome();
  await bureau.follows(/待公示：.*2026-12/);
  await bureau.presses('公示');
  await bureau.page.getByRole('button', { name: '公示', exact: true }).waitFor({ state: 'detached' });
  await finance.goesHome();
  await finance.follows(/待发放：.*2026-12/);
  expect(await release()).toEqual([expect.stringMatching(/^公示期到 .* 止，次日起方可发放。$/)]);
  await withClient(database.owner, (client) => client.query(`update notice n set published_at = n.published_at - interval '2 days', closes_on = n.closes_on - 2 from pay_run p where p.id = n.pay_run_id and p.id = $1`, [id])); // two days go by
  await finance.presses('发放');
  await finance.presses('发放', finance.page.getByRole('tooltip'));
  await finance.sees(/^已于 .* 发放$/);
  for (const { name, incentive } of [...staff, leader]) await finance.page.getByRole('row', { name: new RegExp(`^${name} .* ${incentive}$`) }).waitFor();
  await finance.picture('story-6-paid');
});

step('the workbook in use is laid beside the pay run: who differs, in what, and why', async () => {
  const head = await as('ew-head');
  const id = await decembersRun(head);
  await head.opens(`/pay/runs/${id}?year=2026`);
  await head.follows('与在用的工资表对照');
  await head.seesHeading('新旧对照：巴彦托海镇卫生院：2026-12 奖励性绩效工资');
  const rows = [['绩效工资发放表'], ['序号', '姓名', '积分所得'], ...staff.map(({ name, incentive }, index) => [index + 1, name, Number(incentive.replace(',', '')) - (index < 2 ? 100 : 0)]), ['', '调出人员', '12.5'], ['', '合计', 0]];
  await head.page.locator('input[type=file]').setInputFiles({ name: '工资表.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await xlsx(rows)) });
  await head.sees('对上 4 人，其中 2 人一致、2 人不同；仅工资表有 1 人，仅本系统有 1 人。');
  await head.page.getByRole('row', { name: /积分所得 每人同差 \+100\.00 2 \+200\.00 萨仁图雅、巴特尔/ }).waitFor();
  await head.sees(/仅工资表有: 调出人员/);
  await head.picture('story-6-beside');
});

step('a nurse reads the payslip on a phone, down to the clause, and sees nobody else', async () => {
  const phone = new Person(await browser.page({ width: 390, height: 844 }), server.address);
  const answers: string[] = [];
  await phone.page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    answers.push(await response.text());
    await route.fulfill({ response });
  });
  await phone.signsIn('ew-nurse');
  await phone.opens('/payslips?year=2026');
  await phone.sees('2026-12 绩效工资');
  const why = await phone.asksWhy('积分所得');
  await phone.sees(nurse.incentive, why);
  const told = ['可按积分分配的金额在各工作人员之间按倾斜后积分的比例分配', '《公共卫生与基层医疗卫生事业单位绩效工资实施方案》三(四)', '尾差', /按舍去部分从大到小分给，本项分得一分/, '萨仁图雅：精确值 5664.79866889…，实得 5664.80'];
  for (const text of told) await phone.sees(text, why);
  await phone.picture('story-7-payslip-why');
  expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const seen = [await phone.page.locator('body').innerText(), ...answers].join('\n');
  await phone.closesPanel();
  await phone.picture('story-7-payslip');
  expect(seen).toContain(nurse.name);
  // what is set aside for leaders stays: the pool of the others is what it leaves
  for (const word of [leader.name, ...colleagues.flatMap(({ name, incentive }) => [name, incentive, incentive.replace(',', '')])]) expect(seen).not.toContain(word);
});

step('the reports are one on the page, in the spreadsheet and in GraphQL', async () => {
  const officer = await as('report');
  await comparesReport(officer, county, { surplusShare: '3082425.69', incentivePaid: '0.00' });
  await comparesReport(officer, banner, { surplusShare: '0.00', incentivePaid: '24960.00' });
});

step('the ledger is sound after the story', async () => {
  expect(await inTransaction(server.orm, [county, banner], findFaults)).toEqual([]);
});
