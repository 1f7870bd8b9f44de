/** Where cases were read from: file, sheet and rows. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Import } from '../model/intake.ts';

export interface CaseFile {
  file: string;
  /** Empty for a file that has none. */
  sheet: string;
}

/** The files of imports, by the import's id. */
export async function filesOf(em: EntityManager, region: number, imports: Iterable<string>): Promise<Map<string, CaseFile>> {
  const found = await em.find(Import, { regionId: region, id: { $in: [...new Set(imports)] } }, { populate: ['file'] });
  return new Map(found.map((each) => [each.id, { file: each.file.getEntity().name, sheet: (each.reading as { sheet?: string | null }).sheet ?? '' }]));
}

/** `cases-2026-01.csv（病例，第 17 行）` */
export function rowText({ file, sheet }: CaseFile, row: number): string {
  return `${file}（${sheet === '' ? '' : `${sheet}，`}第 ${row} 行）`;
}

/** Cases of one import behind a figure. */
export interface CasesFrom {
  import: string;
  cases: number;
  first: number;
  last: number;
}

/** `cases-2026-01.csv（病例，第 2–1351 行中的 1350 例）`; a file once, in the order given. */
export function casesText(from: readonly CasesFrom[], files: ReadonlyMap<string, CaseFile>): string {
  return from.map(({ import: id, cases, first, last }) => {
    const { file, sheet } = files.get(id) ?? { file: id, sheet: '' };
    const where = cases === 1 ? `第 ${first} 行` : `第 ${first}–${last} 行中的 ${cases} 例`;
    return `${file}（${sheet === '' ? '' : `${sheet}，`}${where}）`;
  }).join('；');
}
