/** Indicators and schemes as policies: what weighs and scores is the policy language, so that everything is checked, exact and explained. */
import type { Plain } from '../canonical.ts';
import { compare, parseRate } from '../rate.ts';
import type { Words } from '../refusal.ts';
import type { CitedSource, GradeBand, Indicator, Scheme } from './indicator.ts';

type Map = { readonly [key: string]: Plain };

/** The one table of these policies; its key column is `unit`. */
export const unitsTable = 'units';

const words = ({ zh, en }: Words): Map => ({ zh, en });

/** The ids of the sources of an indicator, as these policies name them. */
const cited = ({ library, sources }: Indicator): string[] => sources.map(({ id }) => `${library}.${id}`);

function sourcesOf(indicators: readonly Indicator[]): Plain[] {
  const all = indicators.flatMap((indicator) => indicator.sources.map((source) => ({ ...source, id: `${indicator.library}.${source.id}` })));
  const known = new Map<string, CitedSource>(all.map((source) => [source.id, source]));
  return [...known.values()].map(({ id, document, clause, says, rule }) => (
    { id, document: words(document), clause, says: words(says), ...(rule === undefined ? {} : { rule }) }));
}

function columnsOf(indicators: readonly Indicator[]): Map {
  return Object.fromEntries([
    ['level', { type: 'text', default: '-', title: { zh: '级别', en: 'Level' } }],
    ...indicators.flatMap(({ inputs }) => inputs.map(({ id, definition }) => [id, definition])),
  ]);
}

const limits = { at_least: 'least', at_most: 'most' } as const;

function targetsOf(indicator: Indicator): Map {
  const { id, target: { type = '', per, ...given }, title } = indicator;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [`${id}_${limits[key as keyof typeof limits]}`, {
    type, ...(per === undefined ? {} : { per }), value, why: cited(indicator), title: { zh: `${title.zh}目标`, en: `Target: ${title.en}` },
  }]));
}

function stepsOf(indicator: Indicator): Plain[] {
  const { id, title, value, show, score, target } = indicator;
  const common = { each: unitsTable, why: cited(indicator) };
  const bounded: Map = 'method' in score ? { score: id, at_least: '0', at_most: '100', ...score } : score;
  const met = [...('at_least' in target ? [`${id} >= ${id}_least`] : []), ...('at_most' in target ? [`${id} <= ${id}_most`] : [])];
  return [
    { id, formula: value, show, ...common, title: words(title) },
    { id: `${id}_score`, ...bounded, ...common, show: '2', title: { zh: `${title.zh}得分`, en: `Score: ${title.en}` } },
    ...(met.length > 0 ? [{ id: `${id}_met`, raise: met.join(' and '), ...common, title: { zh: `${title.zh}达标`, en: `Target met: ${title.en}` } }] : []),
  ];
}

function boundOf(indicator: Indicator): Plain {
  const { id, title } = indicator;
  const says = { zh: `${title.zh}得分在 0 至 100 之间`, en: `${title.en} scores 0 to 100` };
  return { id: `${id}_bounds`, each: unitsTable, that: `${id}_score >= 0 and ${id}_score <= 100`, else: 'block', why: cited(indicator), title: says, says };
}

interface Head {
  policy: string;
  title: Words;
  place: Map;
  from: string;
}

function document({ policy, title, place, from }: Head, indicators: readonly Indicator[], extra: { columns: Map; sources: Plain[]; steps: Plain[]; examples: Plain }): Map {
  return {
    language: '1', policy, version: '1', kind: 'supervision', title: words(title), place, applies: { from },
    sources: [...sourcesOf(indicators), ...extra.sources],
    facts: { [unitsTable]: { type: 'table', key: 'unit', title: { zh: '被考核单位', en: 'Assessed unit' }, columns: { ...columnsOf(indicators), ...extra.columns } } },
    parameters: Object.assign({}, ...indicators.map(targetsOf)) as Map,
    steps: [...indicators.flatMap(stepsOf), ...extra.steps],
    checks: indicators.map(boundOf),
    examples: extra.examples,
  };
}

const place = { code: '00', zh: '全国', en: 'Nation' };

/** One indicator as a policy of its own, with its examples where there are any. */
export function indicatorPolicy(indicator: Indicator, examples: Plain = []): Map {
  const head = { policy: 'indicator', title: indicator.title, place, from: '2000-01-01' };
  return document(head, [indicator], { columns: {}, sources: [], steps: [], examples });
}

/** Grades from the lowest up. */
export function inOrder(grades: readonly GradeBand[]): GradeBand[] {
  return grades.toSorted((a, b) => compare(parseRate(a.from, ''), parseRate(b.from, '')));
}

const own = 'scheme';

function totalSteps({ indicators, vetoes, grades }: Scheme): Plain[] {
  const ordered = inOrder(grades);
  const { from: passes } = ordered.find(({ failed }) => !failed) as GradeBand; // the highest one passes, or the scheme is refused
  return [
    {
      id: 'total', each: unitsTable, weigh: indicators.map(({ indicator, weight }) => ({ of: `${indicator.id}_score`, weight })),
      ...(vetoes.length > 0 ? { veto: vetoes.map(({ id }) => `veto_${id}`).join(' or ') } : {}),
      round: { to: '0.01', mode: 'half-away' }, why: own, title: { zh: '总分', en: 'Total score' },
    },
    {
      id: 'grade', each: unitsTable, bands: 'total', edge: 'from', reads: 'value', why: own, title: { zh: '等次', en: 'Grade' },
      table: ordered.map(({ id, from }, index) => {
        const next = ordered[index + 1];
        return { ...(index === 0 ? {} : { from }), ...(next ? { to: next.from } : {}), gives: `"${id}"` };
      }),
    },
    { id: 'failed', each: unitsTable, raise: `total < ${passes}`, why: own, title: { zh: '不合格', en: 'Failed' } },
  ];
}

/** A whole scheme as one policy: every value and score, the total, the grade, and whether the year is failed. */
export function schemePolicy(scheme: Scheme): Map {
  const { scope, year, title, indicators, vetoes } = scheme;
  const head = { policy: `assessment-${scope.toLowerCase()}-${year}`, title, place, from: `${year}-01-01` };
  const says = { zh: '本方案定的权重、一票否决和等次', en: 'Weights, vetoes and grades as this scheme sets them' };
  return document(head, indicators.map(({ indicator }) => indicator), {
    columns: Object.fromEntries(vetoes.map((veto) => [`veto_${veto.id}`, { type: 'boolean', default: 'false', title: words(veto.title) }])),
    sources: [{ id: own, document: words(title), clause: String(year), says }],
    steps: totalSteps(scheme),
    examples: [],
  });
}
