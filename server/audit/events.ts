/** Reads the audit log of a region, the newest first. A cursor is the place of a line, so that lines added meanwhile shift nothing. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse, type Words } from '../core/refusal.ts';
import type { AuditAction, AuditEvent, AuditKind } from '../model/audit.ts';

export interface AuditFilter {
  region: number;
  kind: AuditKind | null;
  /** A login. */
  account: string | null;
  /** Days in China, both of them included. */
  from: string | null;
  to: string | null;
  /** Looked for in what the line is about, in the name and login, in purpose and query; large and small letters are the same. */
  text: string | null;
}

/** Stands after everything at an instant and before all later. */
export interface Cursor {
  at: string;
  id: string;
}

interface Row {
  id: string;
  at: string;
  kind: AuditKind;
  action: AuditAction;
  login: string;
  by: string;
  onBehalfOf: string | null;
  subject: Words;
  row_count: number | null;
  purpose: string | null;
  query: string | null;
}

const cursorForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export function printCursor({ at, id }: Pick<AuditEvent, 'at' | 'id'>): string {
  return `${at.toISOString()}/${id}`;
}

/** Reads what `printCursor` printed (CURSOR_UNREADABLE). */
export function readCursor(text: string): Cursor {
  const [, at = '', id = ''] = cursorForm.exec(text) ?? refuse('CURSOR_UNREADABLE', 'after', { found: text });
  return Number.isNaN(Date.parse(at)) ? refuse('CURSOR_UNREADABLE', 'after', { found: text }) : { at, id };
}

type Condition = [sql: string, ...values: unknown[]];

const midnight = "(?::date + ?::integer)::timestamp at time zone 'Asia/Shanghai'";
const searched = "concat_ws(' ', a.name, a.login, e.subject ->> 'zh', e.subject ->> 'en', e.purpose, e.query)";

function conditionsOf({ region, kind, account, from, to, text }: AuditFilter, after: Cursor | null): Condition[] {
  const conditions: Condition[] = [['e.region_id = ?', region]];
  if (kind !== null) conditions.push(['e.kind = ?', kind]);
  if (account !== null) conditions.push(['a.login = ?', account]);
  if (from !== null) conditions.push([`e.at >= ${midnight}`, from, 0]);
  if (to !== null) conditions.push([`e.at < ${midnight}`, to, 1]);
  if (text !== null) conditions.push([`position(lower(?) in lower(${searched})) > 0`, text]);
  if (after !== null) conditions.push(['(e.at, e.id) < (?::timestamptz, ?::uuid)', after.at, after.id]);
  return conditions;
}

function statement(columns: string, conditions: readonly Condition[]): [sql: string, values: unknown[]] {
  const where = conditions.map(([sql]) => sql).join(' and ');
  return [`select ${columns} from audit_event e join account a on a.id = e.account_id left join account f on f.id = e.for_id where ${where}`, conditions.flatMap(([, ...values]) => values)];
}

const columns = `e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.kind, e.action, a.login, a.name as by, f.name as "onBehalfOf", e.subject, e.row_count, e.purpose, e.query`;

/** At most `limit` lines after a cursor. */
export async function eventsAfter(em: EntityManager, filter: AuditFilter, after: Cursor | null, limit: number): Promise<AuditEvent[]> {
  const [sql, values] = statement(columns, conditionsOf(filter, after));
  const rows = await em.execute<Row[]>(`${sql} order by e.at desc, e.id desc limit ?`, [...values, limit]);
  return rows.map(({ at, row_count: rowCount, ...row }) => ({ ...row, at: new Date(at), rows: rowCount }));
}

export async function countAfter(em: EntityManager, filter: AuditFilter, after: Cursor): Promise<number> {
  const [sql, values] = statement('count(*)::integer as count', conditionsOf(filter, after));
  const [row] = await em.execute<Array<{ count: number }>>(sql, values);
  return row?.count ?? 0;
}
