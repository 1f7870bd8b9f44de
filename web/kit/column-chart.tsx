/** Bars of the money columns of one table of a sheet; the reader picks the columns. */
import { Card, Select } from 'antd';
import { useMemo, useState } from 'react';
import { groupMoney, parseMoney } from '../../server/core/money.ts';
import type { TableFact } from '../../server/core/policy/policy.ts';
import { axisText, chartNumber } from './chart.ts';
import { Chart } from './chart-view.tsx';
import { useLanguage, useSay, useWords } from './language.tsx';
import { movedAt } from './figures.ts';
import { isMoneyUnit } from './quantity.ts';
import { columnsOf, keysOf, type Column } from './sheet-columns.ts';
import { printedAt } from './sheet.ts';
import { useSheet } from './sheet-view.tsx';
import { colours } from './theme.ts';
import { words } from './words.ts';

type AmountColumn = Column & { is: 'amount' };

interface ColumnChartProps {
  table: TableFact;
  title: string;
}

/** The hint over a bar, made from the exact amount. */
function tipText(bar: { seriesName: string; name: string; data: { exact: string } }): string {
  return `${bar.seriesName}<br/>${bar.name}: ${groupMoney(parseMoney(bar.data.exact, ''))}`;
}

function useColumnOption(columns: AmountColumn[], keys: string[]) {
  const { outcome, rowTitle } = useSheet();
  const { language } = useLanguage();
  return useMemo(() => ({
    color: [...colours.series],
    grid: { left: 8, right: 16, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0, type: 'scroll' },
    tooltip: { trigger: 'item', formatter: tipText },
    xAxis: { type: 'category', data: keys.map(rowTitle), axisLabel: { interval: 0, width: 170, overflow: 'break' } },
    yAxis: { type: 'value', axisLabel: { formatter: (value: number) => axisText(value, language) } },
    series: columns.map((column) => ({
      type: 'bar', name: column.title[language], barMaxWidth: 48,
      data: keys.map((key) => {
        const exact = printedAt(outcome.printed, column.id, key) ?? '0';
        return { value: chartNumber(exact), exact };
      }),
    })),
  }), [columns, keys, outcome, rowTitle, language]);
}

/** At first it shows what the stage of the page moves, and what it takes as given. */
export function ColumnChart({ table, title }: ColumnChartProps) {
  const view = useSheet();
  const t = useWords(words);
  const say = useSay();
  const money = columnsOf(view, table).filter((column): column is AmountColumn => column.is === 'amount' && isMoneyUnit(column.unit));
  const [picked, setPicked] = useState<string[]>();
  const given = movedAt(view.sheet.policy, view.focus?.given);
  const usual = money.filter(({ id }) => view.moved.has(id) || given.has(id)).map(({ id }) => id);
  const ids = picked ?? usual;
  const columns = money.filter(({ id }) => ids.includes(id));
  const keys = keysOf(view.sheet, table);
  const option = useColumnOption(columns, keys);
  if (!view.outcome.evaluation || money.length === 0 || keys.length === 0) return null;
  return (
    <Card size="small" title={title} extra={(
      <Select mode="multiple" maxTagCount="responsive" style={{ width: 'min(420px, 50vw)' }} value={ids} onChange={setPicked} aria-label={t('columnsShown')}
        options={money.map((column) => ({ value: column.id, label: say(column.title) }))} />
    )}>
      <Chart option={option} height={280} label={title} onClick={({ dataIndex, seriesName }) => {
        const column = columns.find((each) => say(each.title) === seriesName);
        const key = keys[dataIndex];
        if (column && key !== undefined) view.ask(column.id, key);
      }} />
    </Card>
  );
}
