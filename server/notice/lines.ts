/** The lines of a published distribution by person, in the order of staff numbers, which is also how they are numbered. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Notice } from '../model/pay.ts';

export interface PersonLine {
  /** From 1. */
  line: number;
  person: string;
  code: string;
  name: string;
  /** Fen by item. */
  amounts: Map<string, bigint>;
}

export async function linesOf(em: EntityManager, { regionId, payRun }: Pick<Notice, 'regionId' | 'payRun'>): Promise<PersonLine[]> {
  const rows = await em.execute<Array<{ person: string; code: string; name: string; step: string; amount: string }>>(`
    select l.person_id as person, p.code, p.name, l.step, l.amount from pay_line l join person p on p.region_id = l.region_id and p.id = l.person_id
    where l.region_id = ? and l.pay_run_id = ? order by p.code collate "C"`, [regionId, payRun.id]);
  return [...Map.groupBy(rows, ({ person }) => person).values()].map((own, index) => {
    const { person, code, name } = own[0]!;
    return { line: index + 1, person, code, name, amounts: new Map(own.map(({ step, amount }) => [step, BigInt(amount)])) };
  });
}
