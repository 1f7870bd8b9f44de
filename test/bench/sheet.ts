/** A pay sheet of many people in several institutions, as a policy and as one spreadsheet for each institution. */
import { HyperFormula, type RawCellContent } from 'hyperformula';
import { evaluateFacts, type Evaluation } from '../../server/core/policy/evaluate.ts';
import { readFacts } from '../../server/core/policy/facts.ts';
import type { Policy, RawFacts } from '../../server/core/policy/policy.ts';
import { formatRate, toFen, type Rate } from '../../server/core/rate.ts';
import { decimal, line, numbers, paired, policyOf } from './kit.ts';

function sheetPolicy(): Policy {
  const each = (id: string, text: string): string => `  - { id: ${id}, each: staff, ${text}, why: s1, title: { zh: ${id}, en: ${id} } }\n`;
  const column = (id: string, type: string): string => `      ${id}: { type: ${type}, title: { zh: ${id}, en: ${id} } }\n`;
  return policyOf('bench-sheet', `facts:
  institutions:
    type: table
    key: institution
    title: { zh: 机构, en: Institutions }
    columns:
      pool: { type: money, title: { zh: 总额, en: Pool } }
  staff:
    type: table
    key: number
    title: { zh: 人员, en: Staff }
    columns:
      institution: { type: reference, table: institutions, title: { zh: 机构, en: Institution } }
${column('standard', 'money')}${column('present', 'share')}${column('points', 'points')}${column('coefficient', 'factor')}${column('quality', 'factor')}${column('award', 'money')}${column('penalty', 'money')}${column('most', 'money')}${column('nights', 'days')}parameters:
  night_rate: { type: money, per: day, value: 60.00, why: s1, title: { zh: 夜班补助, en: Night rate } }
  kept: { type: share, value: 10%, why: s1, title: { zh: 预留, en: Kept back } }
steps:
${each('basic', 'formula: standard * present')}${each('weighted', 'formula: points * coefficient')}${each('scored', 'formula: weighted * quality')}  - id: share
    divide: institutions.pool
    among: staff
    within: institution
    by: scored
    leftover: largest-remainder
    why: s1
    title: { zh: share, en: share }
${each('adjusted', 'formula: share + award - penalty')}${each('earned', 'formula: if adjusted < 0 then 0 else adjusted')}${each('incentive', 'limit: earned, at_most: most, excess: { id: over, title: { zh: over, en: over } }')}${each('nightly', 'formula: nights * night_rate')}${each('reserved', 'formula: incentive * kept')}${each('released', 'formula: incentive - reserved')}${each('paid', 'formula: basic + released + nightly')}`);
}

const factColumns = ['standard', 'present', 'points', 'coefficient', 'quality', 'award', 'penalty', 'most', 'nights'] as const;
const amounts = ['basic', 'weighted', 'scored', 'share', 'adjusted', 'earned', 'incentive', 'over', 'nightly', 'reserved', 'released', 'paid'] as const;

type Staff = Record<'number' | 'institution' | (typeof factColumns)[number], string>;

function sheetFacts(people: number, houses: number): RawFacts & { institutions: Array<Record<string, string>>; staff: Staff[] } {
  const next = numbers(20_260_102);
  const institutions = Array.from({ length: houses }, (_, index) => ({ institution: `H${String(index).padStart(2, '0')}`, pool: decimal((people / houses) * 234_567 + index, 2) }));
  const staff = Array.from({ length: people }, (_, index) => ({
    number: `P${String(index).padStart(6, '0')}`,
    institution: `H${String(index % houses).padStart(2, '0')}`,
    standard: decimal(next(90_000, 280_000), 2),
    present: decimal(next(60, 100), 2),
    points: decimal(next(500, 3000), 1),
    coefficient: decimal(next(60, 250), 2),
    quality: decimal(next(70, 110), 2),
    award: decimal(next(0, 50_000), 2),
    penalty: decimal(next(0, 120_000), 2),
    most: decimal(next(200_000, 400_000), 2),
    nights: String(next(0, 12)),
  }));
  return { institutions, staff };
}

/** Fifteen columns a person: the nine facts, helpers of the division, the twelve amounts; sums and the last fen's edge stand in one cell each. */
function sheetOf(pool: string, staff: readonly Staff[]): RawCellContent[][] {
  const last = staff.length + 1;
  const top: RawCellContent[] = [Number(pool), `=SUM(L2:L${last})`, `=ROUND(A1*100-SUM(W2:W${last}),0)`, `=IF(C1>0,LARGE(X2:X${last},C1),2)`, 60, 0.1];
  const rows = staff.map((person, index): RawCellContent[] => {
    const r = index + 2;
    return [
      ...factColumns.map((name) => Number(person[name])),
      `=ROUND(A${r}*B${r},2)`,
      `=C${r}*D${r}`,
      `=K${r}*E${r}`,
      `=(W${r}+IF(X${r}>=$D$1,1,0))/100`,
      `=ROUND(M${r}+F${r}-G${r},2)`,
      `=IF(N${r}<0,0,N${r})`,
      `=IF(O${r}>H${r},H${r},O${r})`,
      `=ROUND(O${r}-P${r},2)`,
      `=I${r}*$E$1`,
      `=ROUND(P${r}*$F$1,2)`,
      `=ROUND(P${r}-S${r},2)`,
      `=ROUND(J${r}+T${r}+R${r},2)`,
      `=$A$1*100*L${r}/$B$1`,
      `=ROUNDDOWN(V${r},0)`,
      `=V${r}-W${r}`,
    ];
  });
  return [top, ...rows];
}

const firstAmount = factColumns.length;

function bySpreadsheet(sheets: Record<string, RawCellContent[][]>): HyperFormula {
  return HyperFormula.buildFromSheets(sheets, { licenseKey: 'gpl-v3', useStats: false });
}

/** How many figures are the same to the sixth place, and how many are a fen away: binary fractions miss some halves. */
interface Compared {
  same: number;
  fenAway: number;
}

const tolerance = { places: 6, fen: 0.010_001, most: 0.01 };

/** Throws when a figure is further away than a fen, or more of them than one in a hundred. */
function compareAll(evaluation: Evaluation, workbook: HyperFormula, staff: readonly Staff[]): Compared {
  const rowOf = new Map<string, number>();
  const compared: Compared = { same: 0, fenAway: 0 };
  for (const [index, { institution, number }] of staff.entries()) {
    const row = (rowOf.get(institution) ?? 0) + 1;
    rowOf.set(institution, row);
    const sheet = workbook.getSheetId(institution) as number;
    for (const [at, name] of amounts.entries()) {
      const amount = evaluation.amounts.get(name);
      if (amount?.is !== 'column') throw new Error(`no column ${name}`);
      const own = formatRate(amount.rows[index]?.value as Rate, tolerance.places);
      const found = Number(workbook.getCellValue({ sheet, row, col: firstAmount + at }));
      if (own === found.toFixed(tolerance.places)) compared.same += 1;
      else if (Math.abs(Number(own) - found) <= tolerance.fen) compared.fenAway += 1;
      else throw new Error(`${name} of ${number}: ${own}, spreadsheet ${found}`);
    }
  }
  if (compared.fenAway > compared.same * tolerance.most) throw new Error(`${compared.fenAway} figures are a fen away`);
  return compared;
}

/** Each pool is spent to the fen. */
function poolsSpent(evaluation: Evaluation, pools: ReadonlyArray<Record<string, string>>, staff: readonly Staff[]): void {
  const share = evaluation.amounts.get('share');
  if (share?.is !== 'column') throw new Error('no shares');
  const sums = new Map<string, bigint>();
  for (const [index, { value }] of share.rows.entries()) {
    const { institution } = staff[index] as Staff;
    sums.set(institution, (sums.get(institution) ?? 0n) + toFen(value as Rate));
  }
  for (const { institution = '', pool = '' } of pools) if (String(sums.get(institution)) !== pool.replace('.', '')) throw new Error(`${institution} is not spent`);
}

export function benchSheet(people: number, houses: number, rounds: number): string[] {
  const policy = sheetPolicy();
  const raw = sheetFacts(people, houses);
  const facts = readFacts(policy, raw);
  const byHouse = Map.groupBy(raw.staff, ({ institution }) => institution);
  const sheets = Object.fromEntries(raw.institutions.map(({ institution = '', pool = '' }) => [institution, sheetOf(pool, byHouse.get(institution) ?? [])]));
  const evaluation = evaluateFacts(policy, facts);
  const workbook = bySpreadsheet(sheets);
  const compared = compareAll(evaluation, workbook, raw.staff);
  poolsSpent(evaluation, raw.institutions, raw.staff);
  workbook.destroy();
  const { policy: own, built, read } = paired(rounds, {
    policy: { times: 10, run: () => evaluateFacts(policy, facts) },
    built: { times: 1, run: () => bySpreadsheet(sheets).destroy() },
    read: { times: 2, run: () => readFacts(policy, raw) },
  });
  return [
    `A pay sheet of ${people} people in ${houses} institutions, ${amounts.length} columns; ${compared.same} figures equal, ${compared.fenAway} of the spreadsheet a fen off (binary fractions)`,
    line('policy, from typed facts to all amounts', own, people),
    line('HyperFormula, one sheet an institution', built, people),
    line('reading the facts (text to typed), apart', read, people),
    `  ratio ${(built.ms / own.ms).toFixed(0)} (wanted: at least 200)`,
  ];
}
