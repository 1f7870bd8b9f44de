/** Receipts and payments of each month as bars, the balance as a line. */
import { Card } from 'antd';
import { useMemo } from 'react';
import { formatMoney, groupMoney, parseMoney } from '../../server/core/money.ts';
import type { CashOfInstitutionQuery } from '../gql/graphql.ts';
import { axisText, chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { sumOf } from '../kit/money.tsx';
import { colours } from '../kit/theme.ts';
import { words } from './words.ts';

type Cash = CashOfInstitutionQuery['cash']['institutions'][number];

const states = ['paid', 'owed', 'planned'] as const;
const [green, amber, grey, red, blue] = [colours.series[2], colours.series[1], '#a9b7c0', colours.series[4], colours.brand];

export function CashChart({ cash }: { cash: Cash }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const option = useMemo(() => {
    const point = (exact: string) => ({ value: chartNumber(exact), exact });
    return {
      color: [green, amber, grey, red, blue],
      grid: { left: 8, right: 16, top: 56, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: {
        trigger: 'item',
        formatter: ({ seriesName, name, data }: { seriesName: string; name: string; data: { exact: string } }) => `${name} ${seriesName}<br/>${groupMoney(parseMoney(data.exact, ''))}`,
      },
      xAxis: { type: 'category', data: cash.months.map(({ month }) => month.slice(5)) },
      yAxis: { type: 'value', axisLabel: { formatter: (tick: number) => axisText(tick, language) } },
      series: [
        ...states.map((state) => ({ type: 'bar', stack: 'received', name: t(state), barMaxWidth: 22, data: cash.months.map(({ received }) => point(received[state])) })),
        { type: 'bar', name: t('due'), barMaxWidth: 22, data: cash.months.map(({ due }) => point(formatMoney(sumOf(states.map((state) => due[state]))))) },
        { type: 'line', name: t('balance'), data: cash.months.map(({ closing }) => point(closing)) },
      ],
    };
  }, [cash, language, t]);
  return <Card size="small" title={t('chart')}><Chart option={option} height={320} label={t('chart')} /></Card>;
}
