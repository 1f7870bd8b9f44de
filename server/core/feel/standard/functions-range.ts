/** How points and ranges lie to each other. */
import { way, type Overload } from './builtin.ts';
import { order, type Sign } from './compare.ts';
import { isKind, type Value } from './value.ts';

/** An end of a range; `inward` is 1 where the end itself is not in the range. No value where the range has no end. */
interface End {
  value: Value | undefined;
  inward: 0 | 1;
}

interface Stretch {
  low: End;
  high: End;
}

function stretchOf(value: Value): Stretch {
  if (!isKind(value, 'range')) return { low: { value, inward: 0 }, high: { value, inward: 0 } };
  const { low, high, lowIncluded, highIncluded } = value;
  return { low: { value: low, inward: lowIncluded ? 0 : 1 }, high: { value: high, inward: highIncluded ? 0 : 1 } };
}

/** Where an end lies to another one of the same side, `side` being -1 for the low and 1 for the high ends. */
function sideOrder(side: -1 | 1, left: End, right: End): Sign {
  if (left.value === undefined || right.value === undefined) {
    if (left.value === right.value) return 0;
    return left.value === undefined ? side : (-side as Sign);
  }
  return order(left.value, right.value)! || (Math.sign((right.inward - left.inward) * side) as Sign);
}

const lows = (left: Stretch, right: Stretch): Sign => sideOrder(-1, left.low, right.low);
const highs = (left: Stretch, right: Stretch): Sign => sideOrder(1, left.high, right.high);

function before({ high }: Stretch, { low }: Stretch): boolean {
  if (high.value === undefined || low.value === undefined) return false;
  const place = order(high.value, low.value)!;
  return place < 0 || (place === 0 && high.inward + low.inward > 0);
}

function meets({ high }: Stretch, { low }: Stretch): boolean {
  if (high.value === undefined || low.value === undefined) return false;
  return order(high.value, low.value) === 0 && high.inward + low.inward === 0;
}

type Relation = (left: Stretch, right: Stretch) => boolean;

const relations = {
  before,
  meets,
  overlaps: (left, right) => !before(left, right) && !before(right, left),
  'overlaps before': (left, right) => lows(left, right) < 0 && !before(left, right) && highs(left, right) <= 0,
  includes: (left, right) => lows(left, right) <= 0 && highs(left, right) >= 0,
  finishes: (left, right) => highs(left, right) === 0 && lows(left, right) >= 0,
  starts: (left, right) => lows(left, right) === 0 && highs(left, right) <= 0,
  coincides: (left, right) => lows(left, right) === 0 && highs(left, right) === 0,
} as const satisfies Record<string, Relation>;

/** Null when two ends have no order, and for a range that is everything but a point. */
function related(relation: Relation, left: Value, right: Value): Value {
  if ([left, right].some((value) => isKind(value, 'range') && value.point === '!=')) return null;
  const [one, other] = [stretchOf(left), stretchOf(right)];
  const ends = [one.low, one.high, other.low, other.high].flatMap(({ value }) => (value === undefined ? [] : [value]));
  return ends.every((end) => order(end, ends[0]!) !== null) ? relation(one, other) : null;
}

function turned(relation: Relation): Relation {
  return (left, right) => relation(right, left);
}

/** Two ranges. */
function ranges(relation: Relation): Overload[] {
  return [way(['range1: range', 'range2: range'], ([left, right]) => related(relation, left, right))];
}

function pointInRange(relation: Relation): Overload[] {
  return [...ranges(relation), way(['point: any', 'range: range'], ([point, range]) => related(relation, point, range))];
}

function rangeOfPoint(relation: Relation): Overload[] {
  return [...ranges(relation), way(['range: range', 'point: any'], ([range, point]) => related(relation, range, point))];
}

function points(relation: Relation): Overload {
  return way(['point1: any', 'point2: any'], ([left, right]) =>
    isKind(left, 'range') || isKind(right, 'range') ? null : related(relation, left, right));
}

function anywhere(relation: Relation): Overload[] {
  return [...rangeOfPoint(relation), ...pointInRange(relation).slice(1), points(relation)];
}

export const rangeFunctions: Readonly<Record<string, readonly Overload[]>> = {
  before: anywhere(relations.before),
  after: anywhere(turned(relations.before)),
  meets: ranges(relations.meets),
  'met by': ranges(turned(relations.meets)),
  overlaps: ranges(relations.overlaps),
  'overlaps before': ranges(relations['overlaps before']),
  'overlaps after': ranges(turned(relations['overlaps before'])),
  finishes: pointInRange(relations.finishes),
  'finished by': rangeOfPoint(turned(relations.finishes)),
  includes: rangeOfPoint(relations.includes),
  during: pointInRange(turned(relations.includes)),
  starts: pointInRange(relations.starts),
  'started by': rangeOfPoint(turned(relations.starts)),
  coincides: [...ranges(relations.coincides), points(relations.coincides)],
};
