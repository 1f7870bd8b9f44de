/** Prints the tables of a migrated database as SQL to read: from PostgreSQL's own catalogue, in a stable order. */
import { appRole, type Queryable } from './roles.ts';

interface Column {
  name: string;
  type: string;
  required: boolean;
  default: string | null;
  generated: string;
}

/** A line that belongs to a table: a constraint, an index, a trigger, a policy, a grant. */
interface Line {
  table: string;
  text: string;
}

const tablesSql = `select c.relname as table, c.relrowsecurity as secured, c.relforcerowsecurity as forced, coalesce(pg_get_partkeydef(c.oid), '') as partitioned,
    case when c.relispartition then 'partition of ' || (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid) || ' ' || pg_get_expr(c.relpartbound, c.oid) else '' end as part
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by c.relname`;

const columnsSql = `select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    pg_get_expr(d.adbin, d.adrelid) as default, a.attgenerated as generated
  from pg_attribute a join pg_class c on c.oid = a.attrelid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped order by c.relname, a.attnum`;

const constraintsSql = `select conrelid::regclass::text as table, 'constraint ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) as text
  from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f', 'c', 'x') order by conrelid::regclass::text, array_position('{p,u,x,c,f}'::"char"[], contype), conname`;

const belowSql: readonly string[] = [
  `select i.tablename as table, i.indexdef || ';' as text from pg_indexes i where i.schemaname = 'public'
     and not exists (select from pg_constraint n where n.conindid = format('public.%I', i.indexname)::regclass) order by i.tablename, i.indexname`,
  `select t.tgrelid::regclass::text as table, pg_get_triggerdef(t.oid) || ';' as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, t.tgname`,
  `select tablename as table, format('create policy %I on %I as %s for %s to %s', policyname, tablename, lower(permissive), lower(cmd), array_to_string(roles, ', '))
       || coalesce(E'\\n  using (' || qual || ')', '') || coalesce(E'\\n  with check (' || with_check || ')', '') || ';' as text
     from pg_policies where schemaname = 'public' order by tablename, policyname`,
  `select c.relname as table, format('grant %s on %I to ${appRole};', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), c.relname) as text
     from pg_class c, aclexplode(c.relacl) g where c.relnamespace = 'public'::regnamespace and g.grantee = '${appRole}'::regrole group by c.relname order by c.relname`,
  `select c.relname as table, format('grant %s (%s) on %I to ${appRole};', lower(g.privilege_type), string_agg(quote_ident(a.attname), ', ' order by a.attnum), c.relname) as text
     from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g
     where c.relnamespace = 'public'::regnamespace and g.grantee = '${appRole}'::regrole group by c.relname, g.privilege_type order by c.relname, g.privilege_type`,
];

/** Functions and what else belongs to no table. What extensions brought is left out. */
const functionsSql = `select rtrim(pg_get_functiondef(p.oid), E'\\n') || ';' as text from pg_proc p where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend where objid = p.oid and deptype = 'e') order by p.proname, pg_get_function_identity_arguments(p.oid)`;
const functionGrantsSql = `select format('grant execute on function %s to %s;', p.oid::regprocedure, case when g.grantee = 0 then 'public' else '${appRole}' end) as text
  from pg_proc p, aclexplode(p.proacl) g where p.pronamespace = 'public'::regnamespace and g.grantee in (0, '${appRole}'::regrole)
    and not exists (select from pg_depend where objid = p.oid and deptype = 'e') order by p.oid::regprocedure::text, g.grantee = 0`;
const queueSql = `select format('grant %s on graphile_worker.%I to ${appRole};', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), c.relname) as text
  from pg_class c, aclexplode(c.relacl) g where c.relnamespace = to_regnamespace('graphile_worker') and g.grantee = '${appRole}'::regrole group by c.relname order by c.relname`;

const joined = (lines: Line[]) => Map.groupBy(lines, ({ table }) => table);

function printColumn({ name, type, required, default: value, generated }: Column): string {
  const made = value === null ? '' : generated === 's' ? ` generated always as (${value}) stored` : ` default ${value}`;
  return `  ${/^[a-z_][a-z0-9_]*$/.test(name) ? name : JSON.stringify(name)} ${type}${required ? ' not null' : ''}${made}`;
}

/** The public schema of the database of this session, as text that ends with a line break. */
export async function printCatalogue(client: Queryable): Promise<string> {
  const all = async <Row extends object>(sql: string) => (await client.query<Row>(sql)).rows;
  const columns = joined(await all<Line & Column>(columnsSql)) as Map<string, Array<Line & Column>>;
  const constraints = joined(await all<Line>(constraintsSql));
  const below: Array<Map<string, Line[]>> = [];
  for (const sql of belowSql) below.push(joined(await all<Line>(sql)));
  const tables = await all<{ table: string; secured: boolean; forced: boolean; partitioned: string; part: string }>(tablesSql);
  const printed = tables.map(({ table, secured, forced, partitioned, part }) => {
    const inside = [...(columns.get(table) ?? []).map(printColumn), ...(constraints.get(table) ?? []).map(({ text }) => `  ${text}`)];
    return [
      `create table ${table} (\n${inside.join(',\n')}\n)${partitioned === '' ? '' : ` partition by ${partitioned}`};${part === '' ? '' : ` -- ${part}`}`,
      ...(secured ? [`alter table ${table} enable row level security;`] : []),
      ...(forced ? [`alter table ${table} force row level security;`] : []),
      ...below.flatMap((lines) => (lines.get(table) ?? []).map(({ text }) => text)),
    ].join('\n');
  });
  const rest: string[] = [];
  for (const sql of [functionsSql, functionGrantsSql, queueSql]) rest.push(...(await all<{ text: string }>(sql)).map(({ text }) => text.trimEnd()));
  return `-- Printed by \`npm run schema\` from a migrated database; not edited by hand.\n\n${[...printed, ...rest].join('\n\n')}\n`;
}
