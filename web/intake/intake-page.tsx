/** Files in: drop one, and what was handed in before. */
import { InboxOutlined } from '@ant-design/icons';
import { useQuery } from '@apollo/client/react';
import { Button, Card, Empty, Radio, Spin, Table, Upload } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ImportTarget, ImportTargetsQuery, PastImportsQuery } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { BeginImport, ImportTargets, PastImports } from './intake.graphql.ts';
import { useUpload } from './upload.ts';
import { words } from './words.ts';

type Target = ImportTargetsQuery['importTargets'][number];
type Past = PastImportsQuery['imports']['edges'][number]['node'];

/** A file that was checked and has faults waits to be mended, not to be confirmed. */
const stateOf = ({ state, report }: Past) => (state === 'CHECKED' && (report?.faultCount ?? 0) > 0 ? 'FAULTY' : state);

/** Drops a file, begins its import and goes there. */
function useBegin(target: ImportTarget) {
  const { region } = usePlace();
  const navigate = useNavigate();
  const { upload, uploading, error } = useUpload(region);
  const [begin, { loading, error: refused }] = useVerb(BeginImport);
  const take = async (file: File) => {
    const id = await upload(file);
    if (id === undefined) return;
    const { data } = await begin({ region, file: id, target });
    if (data) await navigate(`/intake/${data.beginImport.id}`);
  };
  return { take, uploading, loading, error: error ?? refused };
}

function NewImport({ targets }: { targets: readonly Target[] }) {
  const t = useWords(words);
  const say = useSay();
  const [target, setTarget] = useState<ImportTarget>(targets[0]?.target ?? 'SPENDING');
  const { take, uploading, loading, error } = useBegin(target);
  const chosen = targets.find((each) => each.target === target);
  return (
    <Card size="small">
      <div className="stack">
        <div className="row">
          <span id="kind-of-data">{t('kindOfData')}</span>
          <Radio.Group aria-labelledby="kind-of-data" value={target} onChange={({ target: { value } }) => setTarget(value as ImportTarget)}
            options={targets.map((each) => ({ value: each.target, label: say(each.title) }))} />
        </div>
        {chosen && <p className="page-lead">{say(chosen.lead)}</p>}
        <Upload.Dragger accept=".xlsx,.xls,.csv,.txt,.et" multiple={false} showUploadList={false} disabled={uploading !== undefined || loading}
          beforeUpload={(file) => {
            void take(file);
            return false;
          }}>
          {uploading === undefined && !loading
            ? <><p className="ant-upload-drag-icon"><InboxOutlined aria-hidden /></p><p className="ant-upload-text">{t('drop')}</p><p className="quiet">{t('dropHint')}</p></>
            : <p aria-live="polite"><Spin size="small" /> {t('uploading', { name: uploading ?? '' })}</p>}
        </Upload.Dragger>
        <Refused error={error} />
      </div>
    </Card>
  );
}

function PastTable({ targets }: { targets: readonly Target[] }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region } = usePlace();
  const { data, error, loading, fetchMore } = useQuery(PastImports, { variables: { region }, fetchPolicy: 'network-only' });
  if (!data) return <Refused error={error} />;
  const titleOf = ({ target }: Past) => targets.find((each) => each.target === target)?.title;
  const { pageInfo } = data.imports;
  const more = () => fetchMore({
    variables: { after: pageInfo.endCursor },
    updateQuery: (before, { fetchMoreResult: { imports } }) => ({ imports: { ...imports, edges: [...before.imports.edges, ...imports.edges] } }),
  });
  return (
    <Card size="small" title={<h2 className="card-title">{t('past')}</h2>}>
      <Table size="small" rowKey="id" loading={loading} pagination={false} scroll={{ x: 'max-content' }} dataSource={data.imports.edges.map(({ node }) => node)}
        locale={{ emptyText: <Empty description={t('none')} /> }}
        columns={[
          { title: t('file'), key: 'file', render: (_, each) => <Link to={`/intake/${each.id}`}>{each.file.name}</Link> },
          { title: t('kindOfData'), key: 'target', render: (_, each) => say(titleOf(each) ?? { zh: '', en: '' }) },
          { title: t('state'), key: 'state', render: (_, each) => <span className={`state import-${stateOf(each)}`}>{t(`state_${stateOf(each)}`)}</span> },
          { title: t('by'), dataIndex: 'by' },
          { title: t('at'), key: 'at', render: (_, { startedAt, finishedAt }) => instantText(finishedAt ?? startedAt, language) },
        ]} />
      {pageInfo.hasNextPage && <Button onClick={() => void more()}>{t('more')}</Button>}
    </Card>
  );
}

export function IntakePage() {
  const t = useWords(words);
  const { data, error } = useQuery(ImportTargets);
  return (
    <Page title={t('title')} lead={t('lead')} error={error} waiting={!data}>
      {data && data.importTargets.length > 0 && <><NewImport targets={data.importTargets} /><PastTable targets={data.importTargets} /></>}
    </Page>
  );
}
