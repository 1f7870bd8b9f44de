/** The same case twice: by its hospital, number and day of discharge, in one file or in two. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Fault } from '../../core/refusal.ts';
import { filesOf, rowText } from '../../run/case-places.ts';

/** By what a case is told from others. */
export interface CaseIdentity {
  institution: string;
  caseNumber: string;
  /** Of discharge. */
  day: string;
}

/** Faults that are told one by one. */
const toldMost = 200;

interface Recorded extends CaseIdentity {
  code: string;
  import: string;
  row: number;
}

const keyOf = ({ institution, caseNumber, day }: CaseIdentity): string => `${institution} ${day} ${caseNumber}`;
const wordsOf = (code: string, { caseNumber, day }: CaseIdentity): string => `${code} ${caseNumber} ${day}`;

export class CasesOnce {
  readonly #rows = new Map<string, number>();
  #first: string | undefined;
  #last: string | undefined;

  /** Takes a case; the fault when the file has had it already (IMPORT_ROW_TWICE). */
  take(identity: CaseIdentity, code: string, row: number): Fault | undefined {
    const key = keyOf(identity);
    const first = this.#rows.get(key);
    if (first !== undefined) return { code: 'IMPORT_ROW_TWICE', at: '', values: { row: String(row), first: String(first), what: wordsOf(code, identity) } };
    this.#rows.set(key, row);
    const { day } = identity;
    if (this.#first === undefined || day < this.#first) this.#first = day;
    if (this.#last === undefined || day > this.#last) this.#last = day;
    return undefined;
  }

  /** Cases of the file that stand in another file already, beside the sets whose place it takes (CASE_TWICE). */
  async recorded(em: EntityManager, region: number, sets: ReadonlyArray<{ institution: string; month: string }>): Promise<Fault[]> {
    if (this.#first === undefined) return [];
    const standing = await em.execute<Recorded[]>(`
      with replaced as materialized (select institution, month from json_to_recordset(?::json) as g (institution uuid, month text))
      select c.institution_id as institution, i.code, c.case_number as "caseNumber", c.discharged::text as day, c.import_id as import, c.source_row as row
      from standing_case c join institution i on i.region_id = c.region_id and i.id = c.institution_id
      where c.region_id = ? and c.discharged between ?::date and ?::date and c.case_number is not null
        and c.institution_id in (select institution from replaced)
        and not exists (select from replaced r where r.institution = c.institution_id and r.month = c.month)
      order by c.month, c.source_row`, [JSON.stringify(sets), region, this.#first, this.#last]);
    const twice = standing.filter((each) => this.#rows.has(keyOf(each))).slice(0, toldMost);
    const files = await filesOf(em, region, twice.map((each) => each.import));
    return twice.map((each) => ({
      code: 'CASE_TWICE', at: 'file',
      values: { what: wordsOf(each.code, each), first: rowText(files.get(each.import) ?? { file: each.import, sheet: '' }, each.row), row: String(this.#rows.get(keyOf(each))) },
    }));
  }
}
