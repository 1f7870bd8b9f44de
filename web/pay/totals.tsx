/** The pay totals of the year by institution: fixed ones with their figures, the others with a way to fix them. */
import { Card, Table } from 'antd';
import { Link } from 'react-router';
import type { PayOfYearQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { StateTag } from '../kit/run-panel.tsx';
import { TotalFigure } from '../kit/total-figure.tsx';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

type Total = PayOfYearQuery['payTotals'][number];
type Institution = PayOfYearQuery['institutions']['edges'][number]['node'];

interface TotalRow {
  institution: Institution;
  total: Total | undefined;
}

const explainedKeys = ['total', 'basic', 'incentive'] as const;
const plainKeys = ['released', 'room'] as const;
const moneyKeys = [...explainedKeys, ...plainKeys] as const;

const missing = <span className="quiet">–</span>;

export function Totals({ totals, institutions }: { totals: readonly Total[]; institutions: readonly Institution[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const rows = institutions.map((institution): TotalRow => ({ institution, total: totals.find((each) => each.institution.id === institution.id) }));
  const fixed = rows.flatMap(({ total }) => total ?? []);
  return (
    <Card size="small" title={t('totals')}>
      <Table size="small" rowKey={({ institution }) => institution.id} pagination={false} dataSource={rows} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('institution'), key: 'name', fixed: 'left', render: (_, { institution }) => <Link to={`/pay/${institution.id}`}>{institution.name}</Link> },
          { title: t('people'), key: 'people', align: 'right', render: (_, { institution }) => institution.headcount },
          ...explainedKeys.map((key) => ({
            title: t(key), key, align: 'right' as const, render: (_: unknown, { total }: TotalRow) => (total ? <TotalFigure total={total} of={key} title={t(key)} /> : missing),
          })),
          ...plainKeys.map((key) => ({
            title: t(key), key, align: 'right' as const, render: (_: unknown, { total }: TotalRow) => (total ? <Money value={total[key]} /> : missing),
          })),
          {
            title: t('state'), key: 'state', render: (_, { institution, total }) => (
              <Link to={`/pay/${institution.id}/total`}>{total ? <StateTag state={total.run.state} /> : t('notFixed')}</Link>
            ),
          },
        ]}
        summary={() => (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{k('total')}</Table.Summary.Cell>
            <Table.Summary.Cell index={1} align="right">{rows.reduce((sum, { institution }) => sum + institution.headcount, 0)}</Table.Summary.Cell>
            {moneyKeys.map((key, index) => (
              <Table.Summary.Cell key={key} index={index + 2} align="right"><Money value={sumOf(fixed.map((total) => total[key]))} /></Table.Summary.Cell>
            ))}
            <Table.Summary.Cell index={moneyKeys.length + 2} />
          </Table.Summary.Row>
        )} />
    </Card>
  );
}
