/** What the dry run found: counts and sums, what would change, and every fault with its place. */
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Table } from 'antd';
import type { ImportFieldsFragment } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { pagesFor } from '../kit/pages.ts';
import { usePlace } from '../kit/place.tsx';
import { instantText } from '../kit/time.ts';
import { words } from './words.ts';

type Report = NonNullable<ImportFieldsFragment['report']>;

function Figures({ report }: { report: Report }) {
  const t = useWords(words);
  const say = useSay();
  const counts = [['rows', report.rows], ['changed', report.changed], ['same', report.same], ['faults', report.faultCount]] as const;
  return (
    <div className="cards">
      {counts.map(([key, count]) => <Card key={key} size="small" title={t(key)}><span className={`card-figure ${key === 'faults' && count > 0 ? 'checkBlock' : ''}`}>{count}</span></Card>)}
      {report.sums.map(({ title, amount, count }) => <Card key={title.en} size="small" title={say(title)}><span className="card-figure">{amount === null ? count : <Money value={amount ?? '0'} />}</span></Card>)}
    </div>
  );
}

function Changes({ report: { changes, changed } }: { report: Report }) {
  const t = useWords(words);
  const say = useSay();
  if (changes.length === 0) return null;
  return (
    <Card size="small" title={<h3 className="card-title">{t('changes')}</h3>}>
      {changes.length < changed && <p className="page-lead">{t('changesShown', { count: String(changed), shown: String(changes.length) })}</p>}
      <Table size="small" rowKey={({ what }) => what.en} pagination={pagesFor(changes.length)} dataSource={[...changes]}
        columns={[
          { title: t('what'), key: 'what', render: (_, { what }) => say(what) },
          { title: t('before'), key: 'before', align: 'right', render: (_, { before }) => (before === null || before === undefined ? <span className="quiet">{t('notRecorded')}</span> : <Money value={before} />) },
          { title: t('after'), key: 'after', align: 'right', render: (_, { after }) => <Money value={after} /> },
        ]} />
    </Card>
  );
}

function Faults({ id, report: { rowFaults, faults, faultCount } }: { id: string; report: Report }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region } = usePlace();
  if (faultCount === 0) return <Alert type="success" showIcon title={t('noFaults')} />;
  const shown = rowFaults.length + faults.length;
  return (
    <Card size="small" title={<h3 className="card-title">{t('faultTable')}</h3>}
      extra={rowFaults.length > 0 && <Button icon={<DownloadOutlined aria-hidden />} href={`/intake/marked?${new URLSearchParams({ region: String(region), id, lang: language })}`} download>{t('marked')}</Button>}>
      <div className="stack">
        {faults.map((fault) => <Alert key={fault.en} type="error" showIcon title={say(fault)} />)}
        {shown < faultCount && <p className="page-lead">{t('faultsShown', { count: String(faultCount), shown: String(shown) })}</p>}
        {rowFaults.length > 0 && (
          <Table size="small" rowKey={({ row, column, says }) => `${row}/${column}/${says.en}`} pagination={pagesFor(rowFaults.length)} dataSource={[...rowFaults]}
            columns={[
              { title: t('rowNumber'), dataIndex: 'row', align: 'right' },
              { title: t('column'), key: 'column', render: (_, { column, header }) => [column, header].filter(Boolean).join(' · ') },
              { title: t('value'), dataIndex: 'value' },
              { title: t('says'), key: 'says', render: (_, { says }) => say(says) },
            ]} />
        )}
      </div>
    </Card>
  );
}

export function ReportView({ imported: { id, report, doneBefore } }: { imported: ImportFieldsFragment }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  if (!report) return null;
  return (
    <section className="stack" aria-label={t('result')}>
      {doneBefore?.finishedAt && <Alert type="info" showIcon title={t('doneBefore', { name: doneBefore.by, at: instantText(doneBefore.finishedAt, language) })} />}
      {report.changed === 0 && report.faultCount === 0 && <Alert type="info" showIcon title={t('nothingNew')} />}
      <Figures report={report} />
      {report.sumRows.length > 0 && <p className="page-lead">{t('sumRows', { rows: report.sumRows.join(', ') })}</p>}
      {report.missing.length > 0 && <Alert type="warning" showIcon title={t('missing')} description={<ul>{report.missing.map((each) => <li key={each.en}>{say(each)}</li>)}</ul>} />}
      <Faults id={id} report={report} />
      <Changes report={report} />
    </section>
  );
}
