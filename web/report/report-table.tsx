/** The pay report as a table: by kind of institution, with sums that equal their rows; long kinds, such as village clinics, are closed at first. */
import { Card, Table, type TableColumnsType } from 'antd';
import type { PayReportQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { TotalFigure } from '../kit/total-figure.tsx';
import { words as kitWords } from '../kit/words.ts';
import { groupsOf, sumsMatch, type Group, type ReportLine } from './groups.ts';
import { words } from './words.ts';

/** A kind with more institutions than this is closed at first. */
const linesOpen = 30;

type Row = (ReportLine | Group) & { children?: ReportLine[] };

const shown = ['total', 'basicPaid', 'incentivePaid', 'perHead', 'surplusShare'] as const;

function isGroup(row: Row): row is Group & Row {
  return 'lines' in row;
}

function keyOf(row: Row): string {
  return isGroup(row) ? row.kind : row.institution.id;
}

function TotalCell({ row, totals }: { row: Row; totals: PayReportQuery['payTotals'] }) {
  const t = useWords(words);
  const total = isGroup(row) ? undefined : totals.find(({ institution }) => institution.id === row.institution.id);
  return total ? <TotalFigure total={total} of="total" title={t('total')} /> : <Money value={row.total} />;
}

function RowName({ row }: { row: Row }) {
  const k = useWords(kitWords);
  if (!isGroup(row)) return row.institution.name;
  return <strong>{k('ofKind', { kind: k(`institution_${row.kind}`), count: String(row.lines.length) })}</strong>;
}

export function ReportTable({ report, totals }: { report: PayReportQuery['report']; totals: PayReportQuery['payTotals'] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { rows, sum } = report;
  const groups = groupsOf(rows);
  const lines: Row[] = groups.length > 1 ? groups.map((group) => ({ ...group, children: group.lines })) : [...rows];
  const matches = sumsMatch(rows, sum) && sumsMatch(groups, sum);
  const columns: TableColumnsType<Row> = [
    { title: t('institution'), key: 'institution', fixed: 'left', render: (_, row) => <RowName row={row} /> },
    { title: t('people'), dataIndex: 'people', align: 'right' },
    { title: t('total'), key: 'total', align: 'right', render: (_, row) => <TotalCell row={row} totals={totals} /> },
    ...(['basicPaid', 'incentivePaid'] as const).map((key) => ({ title: t(key), key, align: 'right' as const, render: (_: unknown, row: Row) => <Money value={row[key]} /> })),
    { title: t('perHead'), key: 'perHead', align: 'right', render: (_, row) => (isGroup(row) ? null : <Money value={row.perHead} />) },
    { title: t('surplusShare'), key: 'surplusShare', align: 'right', render: (_, row) => <Money value={row.surplusShare} /> },
  ];
  return (
    <Card size="small">
      <Table<Row> size="small" rowKey={keyOf} pagination={false} dataSource={lines} scroll={{ x: 'max-content' }} columns={columns}
        rowClassName={(row) => (isGroup(row) ? 'group-row' : '')}
        expandable={{ defaultExpandedRowKeys: groups.filter((group) => group.lines.length <= linesOpen).map(({ kind }) => kind) }}
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
