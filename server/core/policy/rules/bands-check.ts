/** What can be said about bands before they run: types and units, edges, ends that nothing covers, cliffs and falls. */
import type { Type } from '../../feel/type.ts';
import { times, unitWords, type Unit } from '../../feel/unit.ts';
import { absolute, add, compare, negate, one, sign, subtract, zero, type Rate } from '../../rate.ts';
import type { Values } from '../../refusal.ts';
import type { Band, BandsStep, Formula, Words } from '../policy.ts';
import { jumpWords, sayEdges, sayGiven, sayValue } from './bands-words.ts';
import { typeIn, typeTogether } from './common.ts';
import { edgeTroubles, type EdgeTrouble, type Edges } from './ladder.ts';
import { fallsOf, jumpsOf, piecesOf, type KnownBand, type Piece } from './pieces.ts';
import { words, type NumberType, type Typing } from './rule.ts';

const single: ReadonlySet<Type['is']> = new Set(['number', 'boolean', 'text', 'date', 'month']);

/** The type of the result; `amount` is that of the number that lies in a band. */
function typeResult(step: BandsStep, amount: NumberType, typing: Typing): Type | undefined {
  const given = typeTogether(step.bands.map(({ gives }) => gives), typing);
  const { gives } = step.bands[0] as Band;
  if (!given) return undefined;
  if (step.reads === 'value') {
    if (single.has(given.is)) return given;
    return void typing.fault('RESULT_NOT_SINGLE', gives.place);
  }
  if (given.is !== 'number') return void typing.fault('NUMBER_EXPECTED', gives.place);
  const unit = times(amount.unit, given.unit);
  if (Math.abs(unit['yuan'] ?? 0) > 1) return void typing.fault('FORMULA_MONEY_POWER', gives.place, { part: gives.text, unit: unitWords(unit) });
  const added = step.bands.map(({ plus }) => (plus ? typeIn(plus, unit, typing) : given));
  return added.includes(undefined) ? undefined : { is: 'number', unit };
}

/** Whether every edge between bands is there and every edge is a number like the amount. */
function typeEdges({ bands }: BandsStep, { unit }: NumberType, typing: Typing): boolean {
  let whole = true;
  const missing = (index: number, key: 'from' | 'to'): void => {
    whole = false;
    typing.fault('BAND_EDGE_MISSING', (bands[index] as Band).place, { band: String(index + 1), key });
  };
  for (const [index, { from, to }] of bands.entries()) {
    if (!from && index > 0) missing(index, 'from');
    if (!to && index < bands.length - 1) missing(index, 'to');
    for (const edge of [from, to]) if (edge && !typeIn(edge, unit, typing)) whole = false;
  }
  return whole;
}

/** The values of a fault of edges, in words. */
export function troubleValues(trouble: EdgeTrouble, unit: Unit): Values {
  const { index, from, to } = trouble;
  return {
    band: String(index + 1), from: sayValue(from, unit), to: sayValue(to, unit),
    ...('found' in trouble && { found: sayValue(trouble.found, unit) }),
  };
}

/** One end of the list, seen outward: below the first band or above the last. */
interface End {
  edge: Formula;
  /** The outermost value that there may be, as far as is known. */
  limit?: Rate;
  /** The edge as far inward as it may be. */
  inmost?: Rate;
  /** A value on the edge is in the band. */
  closed: boolean;
  outward: 1 | -1;
}

/** A value beyond the end, or words for one; nothing when there can be none. */
function beyond({ edge, limit, inmost, closed, outward }: End, unit: Unit): Words | undefined {
  if (!inmost) {
    return { zh: outward < 0 ? `低于“${edge.text}”的值` : `高于“${edge.text}”的值`, en: `a value ${outward < 0 ? 'below' : 'above'} "${edge.text}"` };
  }
  const past = limit && compare(limit, inmost) * outward;
  if (past !== undefined && (past < 0 || (past === 0 && closed))) return undefined;
  const example = limit ?? (closed ? add(inmost, outward < 0 ? negate(one) : one) : inmost);
  return words(() => sayValue(example, unit));
}

/** Ends that some value, or with marginal rates the way to it from 0, lies beyond. */
function checkEnds(step: BandsStep, unit: Unit, typing: Typing): void {
  const { least, most } = typing.bounds(step.amount);
  const [first, last] = [step.bands[0], step.bands.at(-1)] as [Band, Band];
  const ends: End[] = [];
  if (first.from) ends.push({ edge: first.from, limit: least, inmost: typing.bounds(first.from).most, closed: step.edge === 'from', outward: -1 });
  if (last.to) ends.push({ edge: last.to, limit: most, inmost: typing.bounds(last.to).least, closed: step.edge === 'to', outward: 1 });
  for (const end of ends) {
    const values = step.outside ? undefined : beyond(end, unit);
    const start = step.reads === 'marginal' && end.inmost && compare(zero, end.inmost) * end.outward > 0 ? sayValue(zero, unit) : undefined;
    const found = start ?? values;
    if (found !== undefined) typing.fault('BANDS_END_OPEN', end.edge.place, { found });
  }
}

function fixedEdges({ bands }: BandsStep, typing: Typing): Edges[] {
  return bands.map(({ from, to }) => ({ from: from && typing.fixed(from), to: to && typing.fixed(to) }));
}

/** The bands with their figures, when the policy alone fixes them. */
function fixedBands({ bands }: BandsStep, edges: readonly Edges[], typing: Typing): KnownBand[] | undefined {
  const known = bands.map(({ from, to, gives, plus }, index): KnownBand | undefined => {
    const own = edges[index] as Edges;
    const [given, added] = [typing.fixed(gives), plus && typing.fixed(plus)];
    const missing = !given || (from && !own.from) || (to && !own.to) || (plus && !added);
    return missing ? undefined : { ...own, gives: given, plus: added };
  });
  return known.some((band) => band === undefined) ? undefined : (known as KnownBand[]);
}

/** Warns of jumps and of results that rise and fall again. */
function warn(step: BandsStep, pieces: readonly Piece[], unit: Unit, result: Unit, typing: Typing): void {
  const say = (value: Rate): string => (step.reads === 'value' ? sayGiven(step, value, result) : sayValue(value, result));
  const { title, bands, edge } = step;
  const placeAt = (at: Rate): Formula['place'] => (bands[pieces.findIndex(({ from }) => from && sign(subtract(from, at)) === 0)] as Band).place;
  const jumps = jumpsOf(pieces);
  const [jump] = jumps;
  if (jump) typing.warn('BANDS_CLIFF', placeAt(jump.at), { title, jumps: jumpWords(jumps, unit, say) });
  const falls = fallsOf(pieces);
  const down = [
    ...falls.jumps.map(({ at, size }) => ({ zh: `在 ${sayValue(at, unit)} 处下降 ${say(absolute(size))}`, en: `at ${sayValue(at, unit)} by ${say(absolute(size))}` })),
    ...falls.pieces.map((index) => {
      const range = sayEdges(pieces[index] as Piece, edge, unit);
      return { zh: `第 ${index + 1} 档（${range.zh}）之内`, en: `within band ${index + 1} (${range.en})` };
    }),
  ];
  const [place] = [...falls.jumps.map(({ at }) => placeAt(at)), ...falls.pieces.map((index) => (bands[index] as Band).place)];
  if (place) typing.warn('BANDS_NOT_MONOTONE', place, { title, falls: words((language) => down.map((each) => each[language]).join(language === 'zh' ? '；' : '; ')) });
}

/** The type of a step of bands; tells every fault and warning there is. */
export function typeBands(step: BandsStep, typing: Typing): Type | undefined {
  const amount = typing.number(step.amount);
  if (step.bands.length === 0) return void typing.fault('BANDS_MISSING', step.place);
  if (!amount) return undefined;
  const { unit } = amount;
  const result = typeResult(step, amount, typing);
  if (!typeEdges(step, amount, typing)) return undefined;
  const edges = fixedEdges(step, typing);
  const troubles = edgeTroubles(edges, true);
  for (const trouble of troubles) {
    const { place } = step.bands[trouble.code === 'BAND_BACKWARDS' ? trouble.index : trouble.index + 1] as Band;
    typing.fault(trouble.code, place, troubleValues(trouble, unit));
  }
  checkEnds(step, unit, typing);
  const known = result?.is === 'number' && troubles.length === 0 ? fixedBands(step, edges, typing) : undefined;
  if (known) warn(step, piecesOf(step.reads, known), unit, (result as NumberType).unit, typing);
  return result;
}
