/** What was paid, by institution: as many bars as can be read, the smaller ones together. */
import { Card } from 'antd';
import { useMemo } from 'react';
import { groupMoney, parseMoney } from '../../server/core/money.ts';
import { axisText, chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { colours } from '../kit/theme.ts';
import { barsOf, type ReportLine } from './groups.ts';
import { words } from './words.ts';

const barsMax = 20;

export function ReportChart({ rows }: { rows: readonly ReportLine[] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const bars = useMemo(() => barsOf(rows, barsMax), [rows]);
  const option = useMemo(() => ({
    color: [...colours.series],
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: {
      trigger: 'item',
      formatter: (bar: { seriesName: string; name: string; data: { exact: string } }) => `${bar.seriesName}<br/>${bar.name}: ${groupMoney(parseMoney(bar.data.exact, ''))}`,
    },
    xAxis: { type: 'value', axisLabel: { hideOverlap: true, formatter: (tick: number) => axisText(tick, language) } },
    yAxis: { type: 'category', inverse: true, axisLabel: { interval: 0, width: 168, overflow: 'truncate' }, data: bars.map(({ name, others }) => name ?? t('others', { count: String(others) })) },
    series: ([['basicPaid', 'basic'], ['incentivePaid', 'incentive']] as const).map(([key, title]) => ({
      type: 'bar', stack: 'paid', name: t(title), barMaxWidth: 22,
      data: bars.map((bar) => ({ value: chartNumber(bar[key]), exact: bar[key] })),
    })),
  }), [bars, language, t]);
  if (bars.length === 0) return null;
  return <Card size="small" title={t('chart')}><Chart option={option} height={Math.max(220, bars.length * 30 + 70)} label={t('chart')} /></Card>;
}
