/** An import for a verb: locked, with its file, by an office that hands such files in. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { grantsIn, hasRole, requireRole, type Asker } from '../access/asker.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { Import, type ImportState } from '../model/intake.ts';
import { targets } from './targets.ts';

export const stateTitles: Record<ImportState, Words> = {
  OPEN: { zh: '对应列名', en: 'being mapped' }, CHECKING: { zh: '检查中', en: 'being checked' }, CHECKED: { zh: '已检查', en: 'checked' },
  LOADING: { zh: '写入中', en: 'being recorded' }, DONE: { zh: '已完成', en: 'done' }, FAILED: { zh: '未完成', en: 'failed' },
};

/** Every office that hands in files of some kind. */
export const intakeRoles = [...new Set(Object.values(targets).flatMap(({ roles }) => roles))];

/** Refuses an import that is not there, is of files that the asker does not hand in, or is another's own (NOT_FOUND), and whoever hands in no files (ROLE_NOT_ALLOWED). */
export async function findImport(em: EntityManager, asker: Asker, region: number, id: string, lock = true): Promise<Import> {
  grantsIn(asker, region);
  requireRole(asker, region, intakeRoles);
  if (lock) await em.execute('select from import where region_id = ? and id = ? for update', [region, id]);
  const found = await em.findOne(Import, { regionId: region, id }, { populate: ['file'], refresh: lock });
  const target = found && targets[found.target];
  const seen = found && target && hasRole(asker, region, target.roles) && !(target.own && found.startedById !== asker.id);
  return seen ? found : refuse('NOT_FOUND', 'id', { what: { zh: '导入', en: 'import' }, found: id });
}

/** The imports that the asker may see. */
export function seenImports(asker: Asker, region: number): object {
  const handed = Object.values(targets).filter(({ roles }) => hasRole(asker, region, roles));
  const names = (own: boolean) => handed.filter((target) => (target.own ?? false) === own).map(({ name }) => name);
  return { $or: [{ target: { $in: names(false) } }, { target: { $in: names(true) }, startedById: asker.id }] };
}

/** Refuses an import that is in another state (IMPORT_STATE); `what` completes "it cannot be …". */
export function requireState(imported: Import, states: readonly ImportState[], what: Words): void {
  if (!states.includes(imported.state)) refuse('IMPORT_STATE', 'id', { found: stateTitles[imported.state], what });
}
