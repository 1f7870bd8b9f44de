/** Cases that a policy cannot count: each named with its file, row and field. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { suggestion } from '../core/feel/suggest.ts';
import type { Policy, TableFact } from '../core/policy/policy.ts';
import { Refusal, type Fault } from '../core/refusal.ts';
import { filesOf, rowText } from './case-places.ts';
import type { Months } from './case-statement.ts';

/** Cases that a refusal names one by one. */
const toldMost = 20;

interface Stray {
  import: string;
  row: number;
  group: string;
  stray: boolean;
  count: number;
}

const age = { zh: '年龄', en: 'age' };

/** Called where not every case could be counted: refuses those of disease groups that the policy does not have (CASE_GROUP_UNKNOWN), and those whose age is asked for and not known (CASE_FIELD_MISSING). */
export async function refuseCases(em: EntityManager, policy: Policy, table: TableFact, region: number, { first, last }: Months): Promise<never> {
  const groups = policy.parameterTables.get(table.cases?.groups ?? '');
  const codes = groups?.rows.map((row) => String(row[groups.key])) ?? [];
  const ages = [...table.columns.values()].some(({ cases }) => cases?.figure === 'age');
  const found = await em.execute<Stray[]>(`
    with groups as materialized (select code from json_array_elements_text(?::json) as g (code))
    select c.import_id as import, c.source_row as row, c.disease_group as group, (? and g.code is null) as stray, (count(*) over ())::integer as count
    from standing_case c left join groups g on g.code = c.disease_group
    where c.region_id = ? and c.month between ? and ? and ((? and g.code is null) or (? and c.age is null))
    order by c.month, c.import_id, c.source_row limit ?`, [JSON.stringify(codes), groups !== undefined, region, first, last, groups !== undefined, ages, toldMost]);
  const files = await filesOf(em, region, found.map((each) => each.import));
  const faults = found.map(({ import: from, row, group, stray }): Fault => {
    const place = rowText(files.get(from) ?? { file: from, sheet: '' }, row);
    return stray && groups
      ? { code: 'CASE_GROUP_UNKNOWN', at: `facts.${table.id}`, values: { place, found: group, policy: policy.title, groups: groups.title, suggestion: suggestion(group, codes) } }
      : { code: 'CASE_FIELD_MISSING', at: `facts.${table.id}`, values: { place, field: age, policy: policy.title } };
  });
  const count = found[0]?.count ?? 0;
  if (count > found.length) faults.push({ code: 'CASES_MORE', at: `facts.${table.id}`, values: { count: String(count), told: String(found.length) } });
  // a load that was recorded between the two statements
  if (faults.length === 0) faults.push({ code: 'IMPORT_CHANGED', at: `facts.${table.id}`, values: {} });
  throw new Refusal(faults);
}
