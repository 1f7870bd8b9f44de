/** Sharing curves: an amount as a function of one number, such as what each yuan saved or overspent earns; cliffs marked. */
import { Alert, Card, InputNumber, Select } from 'antd';
import { useMemo, useState } from 'react';
import { curveOf, type Argument } from '../../server/core/policy/curve.ts';
import type { Curve } from '../../server/core/policy/curve-points.ts';
import type { Fact, Policy } from '../../server/core/policy/policy.ts';
import { readsOf } from '../../server/core/policy/reads.ts';
import { formatRate, parseRate, type Rate } from '../../server/core/rate.ts';
import { Refusal, say as sayFault } from '../../server/core/refusal.ts';
import { chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { amountsNamed, unitOfAmount } from '../kit/figures.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { compute } from '../kit/sheet.ts';
import { colours } from '../kit/theme.ts';
import { firstGiven, sheetOn, type Given } from './trial.ts';
import { words } from './words.ts';

interface Quantity {
  value: string;
  label: string;
  over: Argument;
  /** What the example gives. */
  usual: string;
}

const decimals = 6;

/** The numbers of an example: single facts, and the first row of each table. */
function numbersOf(policy: Policy, given: Given, title: (fact: Fact) => string): Quantity[] {
  const isNumber = ({ quantity }: Fact): boolean => quantity.unit !== undefined;
  const singles = [...policy.facts.values()].filter(isNumber).map((fact): Quantity => {
    const usual = given.facts[fact.id];
    return { value: fact.id, label: title(fact), over: { name: fact.id }, usual: typeof usual === 'string' ? usual : '0' };
  });
  const cells = [...policy.tables.values()].flatMap((table) => {
    const rows = given.facts[table.id];
    const [row] = Array.isArray(rows) ? rows : [];
    if (!row) return [];
    const key = String(row[table.key]);
    return [...table.columns.values()].filter(isNumber).map((column): Quantity => ({
      value: `${table.id}/${column.id}`, label: `${title(column)} · ${key}`, over: { table: table.id, row: key, column: column.id }, usual: row[column.id] ?? '0',
    }));
  });
  return [...cells, ...singles];
}

/** What people ask about first: what the last stage moves and the example makes something of; else the last amount. */
function firstAmount(policy: Policy, given: Given, amounts: ReadonlyArray<{ id: string }>): string | undefined {
  const { printed } = compute(sheetOn(policy, given));
  const something = (id: string): boolean => {
    const value = printed[id];
    const first = typeof value === 'object' ? Object.values(value)[0] : value;
    return first !== undefined && !/^-?[0.]*$/.test(first);
  };
  const moved = [...policy.stages.values()].flatMap(({ moves }) => moves.map(({ amount }) => amount));
  return moved.findLast((id) => amounts.some((amount) => amount.id === id) && something(id)) ?? amounts.at(-1)?.id;
}

/** The facts on which an amount rests, however far: `name`, or `table/column`. */
function restsOn(policy: Policy, amount: string): Set<string> {
  const reads = readsOf(policy);
  const names = new Set([amount]);
  const found = new Set<string>();
  for (const name of names) {
    for (const read of reads.get(name) ?? []) {
      if (reads.has(read.name)) names.add(read.name);
      else found.add(read.table === undefined ? read.name : `${read.table}/${read.name}`);
    }
  }
  return found;
}

const chartable = (value: Rate): number => chartNumber(formatRate(value, decimals));

function optionOf(curve: Curve, x: string) {
  const line = (points: Curve['pieces'][number]) => points.map(({ x, y }) => [chartable(x), chartable(y)]);
  return {
    grid: { left: 8, right: 24, top: 36, bottom: 28, containLabel: true },
    tooltip: { trigger: 'item' },
    xAxis: { type: 'value', name: x, nameLocation: 'middle', nameGap: 24, scale: true },
    yAxis: { type: 'value', scale: true },
    series: [
      ...curve.pieces.map((points) => ({ type: 'line', data: line(points), symbol: points.length === 1 ? 'circle' : 'none', lineStyle: { color: colours.series[0], width: 2 }, itemStyle: { color: colours.series[0] } })),
      ...curve.cliffs.map(({ before, after }) => ({ type: 'line', data: line([before, after]), symbol: 'circle', symbolSize: 7, lineStyle: { type: 'dashed', color: colours.series[1] }, itemStyle: { color: colours.series[1] } })),
    ],
  };
}

/** The curve, or the sentence that says why there is none. */
function tryCurve(policy: Policy, given: Given, request: Parameters<typeof curveOf>[3] | undefined): { curve?: Curve; refusal?: Refusal } {
  if (!request) return {};
  try {
    return { curve: curveOf(policy, given.facts, given.decisions, request) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

function Cliffs({ curve }: { curve: Curve }) {
  const t = useWords(words);
  if (curve.cliffs.length === 0) return <p className="quiet">{t('noCliffs')}</p>;
  return (
    <ul className="rules">
      {curve.cliffs.map(({ before, after, size }) => (
        <li key={formatRate(after.x)}>{t('cliff', { at: formatRate(after.x), from: formatRate(before.y), to: formatRate(after.y), size: formatRate(size) })}</li>
      ))}
    </ul>
  );
}

function readBound(text: string | null, usual: Rate): Rate {
  return text === null || text === '' ? usual : parseRate(text, '');
}

export function CurveView({ policy }: { policy: Policy }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const given = useMemo(() => firstGiven(policy), [policy]);
  const numbers = useMemo(() => numbersOf(policy, given, ({ title }) => say(title)), [policy, given, say]);
  const amounts = useMemo(() => amountsNamed(policy).filter(({ id }) => unitOfAmount(policy, id) !== undefined), [policy]);
  const [picked, setOver] = useState<string>();
  const [amount, setAmount] = useState(() => firstAmount(policy, given, amounts));
  const [range, setRange] = useState<{ from: string | null; to: string | null }>({ from: null, to: null });
  const known = useMemo(() => (amount === undefined ? [] : numbers.filter(({ over }) => restsOn(policy, amount).has('name' in over ? over.name : `${over.table}/${over.column}`))), [policy, numbers, amount]);
  const number = known.find(({ value }) => value === picked) ?? known.find(({ usual }) => /[1-9]/.test(usual)) ?? known.at(-1);
  const { curve, refusal } = useMemo(() => {
    const named = amounts.find(({ id }) => id === amount);
    if (!number || !named) return {};
    const table = named.step.table === undefined ? undefined : policy.tables.get(named.step.table);
    const rows = table && given.facts[table.id];
    const row = Array.isArray(rows) ? rows[0]?.[String(table?.key)] : undefined;
    const usual = parseRate(number.usual.replace('%', ''), '');
    const twice: Rate = usual.n === 0n ? { n: 100n, d: 1n } : { n: usual.n * 2n, d: usual.d };
    return tryCurve(policy, given, { amount: named.id, row, over: number.over, from: readBound(range.from, { n: 0n, d: 1n }), to: readBound(range.to, twice) });
  }, [policy, given, amounts, amount, number, range]);
  const title = amounts.find(({ id }) => id === amount)?.title;
  const bound = (key: 'from' | 'to') => (
    <label className="row">{t(key === 'from' ? 'curveFrom' : 'curveTo')} <InputNumber<string> stringMode controls={false} value={range[key]} onChange={(value) => setRange((before) => ({ ...before, [key]: value }))} /></label>
  );
  return (
    <div className="stack">
      <p className="page-lead">{t('curveLead')}</p>
      <div className="row">
        <label className="row">{t('curveOf')} <Select style={{ minWidth: 240 }} value={amount} onChange={setAmount} options={amounts.map(({ id, title: each }) => ({ value: id, label: say(each) }))} showSearch={{ optionFilterProp: 'label' }} /></label>
        <label className="row">{t('curveOver')} <Select style={{ minWidth: 240 }} value={number?.value} onChange={setOver} options={known} showSearch={{ optionFilterProp: 'label' }} /></label>
        {bound('from')}{bound('to')}
      </div>
      {refusal && <Alert type="warning" showIcon title={refusal.faults.map((fault) => sayFault(fault, language)).join(' ')} />}
      {curve && title && number && (
        <Card size="small" title={say(title)}>
          <Chart option={optionOf(curve, number.label)} height={360} label={`${say(title)} / ${number.label}`} />
          <Cliffs curve={curve} />
        </Card>
      )}
    </div>
  );
}
