/** Prints one's own payslip of a month: each item with its amount and the clause that it rests on. */
import type { Request, Response } from 'express';
import { audit, readPurpose } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { formatMoney, groupMoney } from '../core/money.ts';
import { parseMonth } from '../core/period.ts';
import type { Language, Policy } from '../core/policy/policy.ts';
import { amountsOf } from '../core/policy/rules/rules.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { Sheet } from '../print/sheet.ts';
import { printTable, type Table } from '../print/table.ts';
import { policyOf } from '../run/policies.ts';
import { answerRefusals, given, languageOf, readId, readRegion } from '../run/requests.ts';
import { ownPerson } from './grounds.ts';
import { payslips } from './payslips.ts';
import type { Payslip } from './views.ts';

const labels = {
  title: { zh: '绩效工资条', en: 'Payslip, performance pay' },
  item: { zh: '项目', en: 'Item' },
  basis: { zh: '依据', en: 'Basis' },
  amount: { zh: '金额（元）', en: 'Yuan' },
  paid: { zh: '发放日期', en: 'Paid on' },
  own: { zh: '仅供本人使用；每次打印都有记录。', en: 'For its owner alone; each print is kept in the log.' },
} satisfies Record<string, Words>;

/** The clauses of the step that gives an amount. */
function basisOf(policy: Policy, amount: string): Words {
  const step = policy.steps.find((each) => amountsOf(each).some(({ id }) => id === amount));
  const why = step ? amountsOf(step).find(({ id }) => id === amount)!.why : [];
  const sources = why.flatMap((id) => policy.sources.get(id) ?? []);
  return { zh: sources.map(({ document, clause }) => `《${document.zh}》${clause}`).join('；'), en: sources.map(({ document, clause }) => `${document.en}, ${clause}`).join('; ') };
}

export interface PrintedSlip {
  payslip: Payslip;
  institution: string;
  /** The policy of each run. */
  policies: ReadonlyMap<string, Policy>;
}

export function printPayslip({ payslip, institution, policies }: PrintedSlip, language: Language): Promise<Buffer> {
  const { person, period, lines, paidAt } = payslip;
  const title = `${period} ${labels.title[language]}`;
  const sheet = new Sheet({ title, made: paidAt, language: language === 'zh' ? 'zh-CN' : 'en' });
  sheet.paragraph(title, { size: 17, weight: 'strong', align: 'center' }, 10);
  sheet.paragraph(`${institution} · ${person.name} · ${person.code} · ${labels.paid[language]} ${dayOf(paidAt)}`, {}, 8);
  const table: Table = {
    title: { zh: '', en: '' },
    columns: [{ title: labels.item, money: false, width: 34 }, { title: labels.basis, money: false, width: 46 }, { title: labels.amount, money: true, width: 20 }],
    rows: lines.map(({ itemTitle, amount, run, step }) => [itemTitle, basisOf(policies.get(run)!, step), formatMoney(amount)]),
  };
  printTable(sheet, table, 'YUAN', language);
  return sheet.finish((number, pages) => sheet.write(`${labels.own[language]} ${groupMoney(payslip.total)} · ${number} / ${pages}`, sheet.page.left, sheet.page.bottom + 12, sheet.page.width, { size: 8, colour: '#444' }));
}

/** `GET ?region=…&person=…&period=…&purpose=…&lang=…` */
export async function sendPayslip(context: Context, request: Request, response: Response): Promise<void> {
  const language = languageOf(request);
  await answerRefusals(context, response, language, async () => {
    const region = readRegion(request);
    const asking = look(context, region);
    const { em } = asking;
    const person = await ownPerson(asking, region, readId(given(request, 'person'), 'person'));
    const period = parseMonth(given(request, 'period') ?? '', 'period');
    const purpose = readPurpose(request.query.purpose);
    const payslip = (await payslips(asking, region, Number(period.slice(0, 4)))).find((each) => each.period === period && each.person.id === person.id);
    if (!payslip) return refuse('NOT_FOUND', 'period', { what: { zh: '工资条', en: 'payslip' }, found: period });
    const runs = await em.find(Run, { regionId: region, id: { $in: payslip.lines.map(({ run }) => run) } }, { populate: ['policyVersion', 'institution'] });
    const institution = await em.findOneOrFail(Institution, { regionId: region, id: runs[0]!.institution!.id });
    const file = await printPayslip({ payslip, institution: institution.name, policies: new Map(runs.map((run) => [run.id, policyOf(run.policyVersion.getEntity())])) }, language);
    const subject = { zh: `${person.code} ${person.name} ${period}`, en: `${person.code} ${person.name} ${period}` };
    await audit(asking, region, { action: 'PRINT_PAYSLIP', subject, exported: { rows: payslip.lines.length, purpose, query: `lang=${language}` }, as: ['STAFF'] });
    response.type('application/pdf').setHeader('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${period} ${labels.title[language]}`)}.pdf`);
    response.send(file);
  });
}
