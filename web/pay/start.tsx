/** Where a hospital head begins a distribution: institution, month and kind. */
import { Button, Card, Empty, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { PayKind, PayOfYearQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { monthToPrepare } from './months.ts';
import { words } from './words.ts';

const kinds: readonly PayKind[] = ['BASIC', 'INCENTIVE'];

interface StartProps {
  /** Those whose total is fixed. */
  institutions: ReadonlyArray<PayOfYearQuery['institutions']['edges'][number]['node']>;
  runs: ReadonlyArray<PayOfYearQuery['payRuns']['edges'][number]['node']>;
}

export function Start({ institutions, runs }: StartProps) {
  const t = useWords(words);
  const { year } = usePlace();
  const navigate = useNavigate();
  const [chosen, setInstitution] = useState<string>();
  const [kind, setKind] = useState<PayKind>('INCENTIVE');
  const [typed, setMonth] = useState<string>();
  const institution = chosen ?? institutions[0]?.id ?? '';
  const month = typed ?? monthToPrepare(year, kind, runs.filter((run) => run.institution.id === institution));
  if (institutions.length === 0) return <Card size="small" title={t('start')}><Empty description={t('totalFirst', { year: String(year) })} /></Card>;
  return (
    <Card size="small" title={t('start')}>
      <Form layout="vertical" className="cards" onFinish={() => void navigate(`/pay/${institution}/${kind.toLowerCase()}/${month}`)}>
        <Form.Item label={t('institution')} htmlFor="start-institution">
          <Select id="start-institution" value={institution} onChange={setInstitution} options={institutions.map(({ id, name }) => ({ value: id, label: name }))} />
        </Form.Item>
        <Form.Item label={t('month')} htmlFor="start-month">
          <Input id="start-month" type="month" min={`${year}-01`} max={`${year}-12`} value={month} onChange={(event) => setMonth(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('kind')} htmlFor="start-kind">
          <Select id="start-kind" value={kind} onChange={setKind} options={kinds.map((each) => ({ value: each, label: t(`kind_${each}`) }))} />
        </Form.Item>
        <Form.Item label=" " colon={false}><Button type="primary" htmlType="submit" disabled={month === ''}>{t('startOpen')}</Button></Form.Item>
      </Form>
    </Card>
  );
}
