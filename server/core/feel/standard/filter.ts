/** Filters: `list[condition]` and `list[place]`. */
import { wholePart } from './decimal.ts';
import type { Step } from './compiler.ts';
import { within } from './names.ts';
import { isKind, type Run, type Value } from './value.ts';
import { isWhole, type Rate } from '../../rate.ts';

/** A value that is no list is a list of one, and null an empty one. */
function itemsOf(value: Value): readonly Value[] {
  if (value === null) return [];
  return isKind(value, 'list') ? value : [value];
}

function at(items: readonly Value[], place: Rate): Value {
  if (!isWhole(place)) return null;
  const index = Number(wholePart(place));
  return items.at(index > 0 ? index - 1 : index === 0 ? items.length : index) ?? null;
}

/** Inside the brackets: `item`, the entries of the item, then the names from outside. */
function forItem({ scope, work }: Run, item: Value): Run {
  const names = new Map<string, Value>([['item', item], ...(isKind(item, 'context') ? item.entries : [])]);
  return { scope: within(scope, names), work };
}

/** The item at a place when the brackets hold a number, else the items for which they hold true. */
export function compileFilter(of: Step, condition: Step): Step {
  return (run) => {
    const items = itemsOf(of(run));
    const place = condition(run);
    if (isKind(place, 'number')) return at(items, place);
    return items.filter((item) => condition(forItem(run, item)) === true);
  };
}
