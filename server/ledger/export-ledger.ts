/** The ledger of a region as one file that can be verified without this database. */
import { IsolationLevel } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { noHash, type ChainEnd } from '../core/chain.ts';
import type { FactsRecord, FileRecord, HeadRecord, LinkRecord, PolicyRecord, RunRecord } from '../core/ledger-file/records.ts';
import { ledgerFile, type Signer } from '../core/ledger-file/write.ts';
import { refuse } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';

export interface Export {
  region: number;
  /** Only entries whose runs are of this year, with the bare links of all others; every entry when left out. */
  year?: number | undefined;
}

const instant = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const posted = `journal_entry e join run r on r.region_id = e.region_id and r.id = e.run_id where e.region_id = :region and r.year = coalesce(:year, r.year)`;

const policies = `select 'policy' as is, hash, text from policy_version v
  where region_id = :region and id in (select r.policy_version_id from ${posted}) order by hash`;

const facts = `select 'facts' as is, hash, facts, origins from frozen_facts
  where region_id = :region and hash in (select r.facts_hash from ${posted}) order by hash`;

const runs = `select 'run' as is, r.id, r.hash, r.stage, r.period, r.institution_id as institution, v.hash as policy, r.facts_hash as facts,
    array(select u.hash from unnest(r.upstream_ids) with ordinality as given (id, place) join run u on u.region_id = r.region_id and u.id = given.id::uuid order by given.place) as upstream,
    r.decisions, r.amounts, r.steps, r.engine, r.language, nullif(r.decided, '{}') as decided, nullif(r.held, '{}') as held,
    (select c.hash from run c where c.region_id = r.region_id and c.id = r.corrects_id) as corrects, r.prepared_by_id as "preparedBy", ${instant('r.prepared_at')} as "preparedAt",
    (select coalesce(json_agg(json_build_object('step', a.step, 'by', a.account_id, 'at', ${instant('a.at')}) order by a.at, a.step), '[]')
      from standing_signatures(r.region_id, r.id) a) as signatures
  from chain_link l join journal_entry e on e.region_id = l.region_id and e.id = l.entry_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  join policy_version v on v.region_id = r.region_id and v.id = r.policy_version_id
  where l.region_id = :region and r.year = coalesce(:year, r.year) order by l.sequence`;

const links = `select 'link' as is, l.sequence, l.previous, l.content, l.hash, case when r.year = coalesce(:year, r.year) then json_build_object(
    'id', e.id, 'fund', f.code, 'on', e."on", 'memo', json_build_object('zh', e.memo -> 'zh', 'en', e.memo -> 'en'),
    'run', json_build_object('id', r.id, 'hash', r.hash), 'by', e.posted_by_id, 'at', ${instant('e.posted_at')},
    'lines', (select json_agg(json_build_object('account', account, 'amount', amount::text, 'line', line, 'row', "row", 'step', step) order by line)
      from posting p where p.region_id = e.region_id and p.entry_id = e.id)) end as entry
  from chain_link l join journal_entry e on e.region_id = l.region_id and e.id = l.entry_id
  join fund f on f.region_id = e.region_id and f.id = e.fund_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  where l.region_id = :region order by l.sequence`;

/** A run that corrects nothing, holds nothing or says nothing of its decisions has no such field; nor one of the first language. */
function withoutNone({ decided, held, corrects, language, ...record }: Partial<Record<keyof RunRecord, unknown>>): RunRecord {
  const given = Object.entries({ decided, held, corrects }).filter(([, value]) => value !== null);
  return { ...record, ...Object.fromEntries(given), ...(language !== 1 && { language }) } as RunRecord;
}

/**
 * Reads everything as of one moment and writes the file (`core/ledger-file`): policies, facts, runs and the chain with its entries,
 * its head signed. It is written as the tables have it; whether it is sound is for `verify` to say. Refuses an unknown region (NOT_FOUND).
 */
export function exportLedger(em: EntityManager, { region, year }: Export, signer: Signer): Promise<string> {
  return em.transactional(async (inside) => {
    const [named] = await inside.execute<Array<{ name: string }>>('select name from region where code = ?', [region]);
    if (!named) return refuse('NOT_FOUND', 'region', { what: { zh: '地区', en: 'region' }, found: String(region) });
    const ask = <T>(statement: string): Promise<T[]> => {
      const parts = statement.split(/:(region|year)\b/);
      const values = parts.filter((_part, index) => index % 2 === 1).map((name) => (name === 'region' ? region : year ?? null));
      return inside.execute<T[]>(parts.filter((_part, index) => index % 2 === 0).join('?::integer'), values);
    };
    const records: Array<Exclude<FileRecord, HeadRecord>> = [
      { is: 'ledger', format: '1', region, name: named.name, year: year ?? null },
      ...await ask<PolicyRecord>(policies), ...await ask<FactsRecord>(facts), ...(await ask<Partial<Record<keyof RunRecord, unknown>>>(runs)).map(withoutNone), ...await ask<LinkRecord>(links),
    ];
    const [end] = await ask<ChainEnd>('select region_id as region, sequence, hash from chain_head where region_id = :region');
    return ledgerFile(records, end ?? { region, sequence: 0, hash: noHash }, signer, sha256);
  }, { isolationLevel: IsolationLevel.REPEATABLE_READ });
}
