/** Pay by institution: a chart, a table whose sums equal its rows, and the same as an Excel file. */
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { Button, Card, Table } from 'antd';
import { useMemo } from 'react';
import { groupMoney, parseMoney } from '../../server/core/money.ts';
import { graphql } from '../gql/index.ts';
import type { PayReportQuery } from '../gql/graphql.ts';
import { axisText, chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { colours } from '../kit/theme.ts';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

const PayReport = graphql(`
  query PayReport($region: Int!, $year: Int!) {
    report(region: $region, year: $year) {
      year
      rows { institution { id code name } people total basicPaid incentivePaid perHead surplusShare }
      sum { people total basicPaid incentivePaid surplusShare }
    }
  }
`);

type Report = PayReportQuery['report'];
const summed = ['total', 'basicPaid', 'incentivePaid', 'surplusShare'] as const;
const shown = ['total', 'basicPaid', 'incentivePaid', 'perHead', 'surplusShare'] as const;

function ReportChart({ report }: { report: Report }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const option = useMemo(() => ({
    color: [...colours.series],
    grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: {
      trigger: 'item',
      formatter: (bar: { seriesName: string; name: string; data: { exact: string } }) => `${bar.seriesName}<br/>${bar.name}: ${groupMoney(parseMoney(bar.data.exact, ''))}`,
    },
    xAxis: { type: 'value', axisLabel: { formatter: (tick: number) => axisText(tick, language) } },
    yAxis: { type: 'category', inverse: true, data: report.rows.map(({ institution }) => institution.name) },
    series: ([['basicPaid', 'basic'], ['incentivePaid', 'incentive']] as const).map(([key, title]) => ({
      type: 'bar', stack: 'paid', name: t(title), barMaxWidth: 22,
      data: report.rows.map((row) => ({ value: chartNumber(row[key]), exact: row[key] })),
    })),
  }), [report, language, t]);
  return <Card size="small" title={t('chart')}><Chart option={option} height={Math.max(220, report.rows.length * 34 + 70)} label={t('chart')} /></Card>;
}

function ReportTable({ report }: { report: Report }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { rows, sum } = report;
  const matches = summed.every((key) => sumOf(rows.map((row) => row[key])) === parseMoney(sum[key], ''))
    && rows.reduce((people, row) => people + row.people, 0) === sum.people;
  return (
    <Card size="small">
      <Table size="small" rowKey={({ institution }) => institution.id} pagination={false} dataSource={rows} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('institution'), key: 'institution', fixed: 'left', render: (_, { institution }) => institution.name },
          { title: t('people'), dataIndex: 'people', align: 'right' },
          ...shown.map((key) => ({ title: t(key), key, align: 'right' as const, render: (_: unknown, row: Report['rows'][number]) => <Money value={row[key]} /> })),
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>
              {k('total')} <span className={matches ? 'adds-up' : 'adds-up-not'}>{matches ? `✓ ${t('sumsMatch')}` : `✗ ${t('sumsDiffer')}`}</span>
            </Table.Summary.Cell>
            <Table.Summary.Cell index={1} align="right">{sum.people}</Table.Summary.Cell>
            {shown.map((key, index) => (
              <Table.Summary.Cell key={key} index={index + 2} align="right">{key === 'perHead' ? '' : <Money value={sum[key]} />}</Table.Summary.Cell>
            ))}
          </Table.Summary.Row>
        )} />
    </Card>
  );
}

export function ReportPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(PayReport, { variables: { region, year } });
  const file = (
    <Button icon={<DownloadOutlined aria-hidden />} href={`/reports/pay.xlsx?region=${region}&year=${year}`} download>{t('download')}</Button>
  );
  return (
    <Page title={t('title', { year: String(year) })} extra={file} error={error} retry={() => void refetch()} waiting={!data}>
      {data && <><ReportChart report={data.report} /><ReportTable report={data.report} /></>}
    </Page>
  );
}
