/** Pay by institution: a chart, a table whose sums equal its rows, and the same as an Excel file. */
import { useQuery } from '@apollo/client/react';
import { Empty } from 'antd';
import { graphql } from '../gql/index.ts';
import { ExportButton } from '../kit/export-button.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { words as kitWords } from '../kit/words.ts';
import { ReportChart } from './report-chart.tsx';
import { ReportTable } from './report-table.tsx';
import { words } from './words.ts';

const PayReport = graphql(`
  query PayReport($region: Int!, $year: Int!) {
    report(region: $region, year: $year) {
      year
      rows { institution { id code name kind } people total basicPaid incentivePaid perHead surplusShare }
      sum { people total basicPaid incentivePaid surplusShare }
    }
    payTotals(region: $region, year: $year) { ...PayTotalFields }
  }
`);

export function ReportPage() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { language } = useLanguage();
  const { region, year } = usePlace();
  const { data, error, refetch } = useQuery(PayReport, { variables: { region, year } });
  const file = <ExportButton title={t('download')} path="/reports/pay.xlsx" query={{ region: String(region), year: String(year), lang: language }} />;
  return (
    <Page title={t('title', { year: String(year) })} extra={file} error={error} retry={() => void refetch()} waiting={!data}>
      {data?.report.rows.length === 0 && <Empty description={k('nothing')} />}
      {data && data.report.rows.length > 0 && (
        <>
          <ReportChart rows={data.report.rows} />
          <ReportTable key={`${region}/${year}`} report={data.report} totals={data.payTotals} />
        </>
      )}
    </Page>
  );
}
