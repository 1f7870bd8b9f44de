/**
 * The staff that an institution's pay of a period is worked out on. The pay total of the year stands on the people of its beginning and their wages,
 * so who left since stays among them, no longer in post and without pay, and who came since adds no wages to it.
 */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../core/policy/policy.ts';
import type { Institution } from '../model/organisation.ts';
import { yearBegins } from '../run/dated.ts';
import type { Register } from '../run/draft.ts';
import type { staffRegister } from '../run/register.ts';

type Table = Register['tables'][string];

const key = 'staff_number';
const wages = ['december_post_wage', 'december_grade_wage'];
/** Said by the register of who left; of the others it is given by hand. */
const present = 'in_post';
const left = '人员登记表 · 已离开';
const came = '人员登记表 · 年内调入，上年工资不计入本单位总量';

const keysOf = ({ rows }: Table): string[] => rows.map((row) => row[key] as string);

/** The rows of a period, and those of the beginning of the year who are there no more. */
function withLeavers(begun: Table, now: Table): Table {
  const [before, after] = [new Set(keysOf(begun)), new Set(keysOf(now))];
  const fresh = keysOf(now).filter((each) => !before.has(each));
  const gone = begun.rows.filter((row) => !after.has(row[key] as string)).map((row) => ({ ...row, [present]: 'false' }));
  const goneKeys = gone.map((row) => (row as Record<string, string>)[key] as string);
  const none = Object.fromEntries(wages.map((wage) => [wage, '0.00']));
  return {
    ...now,
    rows: [...now.rows.map((row) => (fresh.includes(row[key] as string) ? { ...row, ...none } : row)), ...gone],
    ownedOf: new Map(goneKeys.map((each) => [each, [present]])),
    origins: {
      ...now.origins,
      ...Object.fromEntries(goneKeys.map((each) => [`${each}/${present}`, left])),
      ...Object.fromEntries(fresh.flatMap((each) => wages.map((wage) => [`${each}/${wage}`, came]))),
    },
  };
}

/** What the register says of an institution's staff on a day of a year, for a policy that says of each whether they are in post (`in_post`); for others the day alone. */
export async function staffOfYear(read: typeof staffRegister, em: EntityManager, policy: Policy, institution: Institution, year: number, day: string): Promise<Register> {
  const now = await read(em, institution, year, day);
  const begins = yearBegins(year);
  const says = [...policy.tables.values()].some((table) => table.key === key && table.columns.has(present));
  if (!says || day === begins) return now;
  const begun = await read(em, institution, year, begins);
  return { ...now, tables: { ...now.tables, [key]: withLeavers(begun.tables[key]!, now.tables[key]!) } };
}
