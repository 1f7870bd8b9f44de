/** `change_reasons` of a stage (变更事由): for which reasons alone what it has posted is changed. */
import type { Words } from '../refusal.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';

/** Titles by name. */
export type ChangeReasons = ReadonlyMap<string, Words>;

/** Reads `change_reasons`, where a stage has it. */
export function readChangeReasons({ reader }: Draft, stage: Fields): { changeReasons?: ChangeReasons } {
  const node = stage.find('change_reasons');
  if (!node) return {};
  const entries = stage.entries('change_reasons');
  if (entries.length === 0) reader.fault('CHANGE_REASONS_NONE', node.place);
  return {
    changeReasons: new Map(entries.map(({ name, key, node: title }) => {
      const fields = reader.fields(title, ['zh', 'en']);
      return [reader.name(name, key), { zh: fields.text('zh'), en: fields.text('en') }];
    })),
  };
}

export function sayChangeReasons(reasons: ChangeReasons): Words {
  const titles = [...reasons.values()];
  return {
    zh: `入账后只因${titles.map(({ zh }) => zh).join('、')}而变更`,
    en: `changed after it is posted for these reasons alone: ${titles.map(({ en }) => en).join(', ')}`,
  };
}
