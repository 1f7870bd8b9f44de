/** Where the spending of a period was read from: file, sheet and row of each record that came from a file. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Origins } from '../core/policy/policy.ts';
import type { Spending } from '../model/budget.ts';
import { Import } from '../model/intake.ts';

type FromFile = Spending & { importId: string; sourceSheet: string; sourceRow: number };

const isFromFile = (record: Spending): record is FromFile => record.importId !== null;

interface Place {
  file: string;
  sheet: string;
  row: number;
}

/** `spending-2026.xlsx（支出，第 2、5 行）`, each file and sheet once. */
function placesText(places: readonly Place[]): string {
  return [...Map.groupBy(places, ({ file, sheet }) => `${file}\n${sheet}`).values()].map((rows) => {
    const { file, sheet } = rows[0] as Place;
    const where = [...(sheet === '' ? [] : [sheet]), `第 ${rows.map(({ row }) => row).toSorted((a, b) => a - b).join('、')} 行`];
    return `${file}（${where.join('，')}）`;
  }).join('；');
}

/** By `consortium/claims` and `consortium/contract_fees`; a consortium none of whose records came from a file is left out. Records that were typed are counted beside. */
export async function spendingOrigins(em: EntityManager, region: number, period: string, records: readonly Spending[]): Promise<Origins> {
  const read = records.filter(isFromFile);
  const imports = await em.find(Import, { regionId: region, id: { $in: [...new Set(read.map(({ importId }) => importId))] } }, { populate: ['file'] });
  const files = new Map(imports.map((each) => [each.id, each.file.getEntity().name]));
  const origins: Origins = {};
  for (const [code, own] of Map.groupBy(records, ({ consortium }) => consortium.getEntity().code)) {
    const places = own.filter(isFromFile).map(({ importId, sourceSheet, sourceRow }) => ({ file: files.get(importId) ?? '', sheet: sourceSheet, row: sourceRow }));
    if (places.length === 0) continue;
    const typed = own.filter((record) => !isFromFile(record)).map(({ month }) => month);
    const text = `支出登记 ${period}：${placesText(places)}${typed.length > 0 ? `；另有逐月登记 ${typed.join('、')}` : ''}`;
    for (const column of ['claims', 'contract_fees']) origins[`${code}/${column}`] = text;
  }
  return origins;
}
