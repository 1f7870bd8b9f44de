/** The cash of one institution: the first short month, a chart, the months with their items, and the forms that record. */
import { useQuery } from '@apollo/client/react';
import { Alert, Empty, Skeleton } from 'antd';
import { useWords } from '../kit/language.tsx';
import { moneyText, sumOf } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { CashChart } from './cash-chart.tsx';
import { CashOfInstitution } from './cash.graphql.ts';
import { CashTable } from './cash-table.tsx';
import { RecordForms } from './record-forms.tsx';
import { Waiting } from './waiting.tsx';
import { words } from './words.ts';

/** Whether the reader records for an institution: two of the bureaus, its head and its finance. */
function useRecords(institution: string): boolean {
  const { region } = usePlace();
  const { account, holds } = useSession();
  const own = account.grants.some((grant) => grant.region.code === region && grant.institution?.id === institution && (grant.role === 'HOSPITAL_HEAD' || grant.role === 'INSTITUTION_FINANCE'));
  return own || holds(region, ['HEALTH_BUREAU', 'INSURANCE_BUREAU']);
}

export function CashOf({ institution, asOf }: { institution: string; asOf: string | null }) {
  const t = useWords(words);
  const { region, year } = usePlace();
  const records = useRecords(institution);
  const { data, error, refetch } = useQuery(CashOfInstitution, { variables: { region, year, institution, asOf } });
  const [cash] = data?.cash.institutions ?? [];
  if (!data) return error ? <Refused error={error} retry={() => void refetch()} /> : <Skeleton active />;
  if (!cash) return <Empty description={t('none')} />;
  const { firstShort } = cash;
  return (
    <div className="stack">
      {firstShort
        ? <Alert type="error" showIcon title={t('shortIn', { month: firstShort.month, amount: moneyText(sumOf([firstShort.amount])) })} />
        : <Alert type="success" showIcon title={t('enough')} />}
      {cash.opening === null && <p className="page-lead">{t('openingMissing')}</p>}
      <Waiting waiting={data.cash.waiting} />
      <CashChart cash={cash} />
      <CashTable cash={cash} />
      {records && asOf === null && <RecordForms institution={institution} opening={cash.opening ?? null} />}
    </div>
  );
}
