/** The library: every locality's policy, found by place, kind or a word of its rules. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { kindWords, policyKinds } from '../../server/core/policy/kinds.ts';
import type { LibraryQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { words as kitWords } from '../kit/words.ts';
import { kindTitle } from './kind-title.ts';
import { Library } from './policy.graphql.ts';
import { words } from './words.ts';

type Preset = LibraryQuery['library'][number];

export function LibraryPage() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const [search, setSearch] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const { data, previousData, error, refetch } = useQuery(Library, { variables: { search, kind } });
  const presets = (data ?? previousData)?.library;
  return (
    <Page title={t('library')} lead={t('libraryLead')} error={error} retry={() => void refetch()} waiting={!presets}>
      <div className="row">
        <Input.Search allowClear style={{ maxWidth: 420 }} placeholder={t('search')} aria-label={t('search')} onSearch={setSearch}
          onChange={(event) => event.target.value === '' && setSearch('')} />
        <Select<string> style={{ minWidth: 200 }} aria-label={t('kind')} value={kind ?? ''} onChange={(next) => setKind(next === '' ? null : next)}
          options={[{ value: '', label: t('kindAll') }, ...policyKinds.map((each) => ({ value: each, label: say(kindWords(each)) }))]} />
      </div>
      <Card size="small">
        <Table<Preset> size="small" rowKey={({ slug, version }) => `${slug}@${version}`} dataSource={presets ?? []} pagination={false} scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Empty description={k('nothing')} /> }}
          columns={[
            { title: t('place'), key: 'place', render: (_, { place }) => say(place) },
            { title: t('policy'), key: 'policy', render: (_, { slug, title }) => <Link to={`/library/${slug}`}>{say(title)}</Link> },
            { title: t('kind'), key: 'kind', render: (_, each) => say(kindTitle(each.kind)) },
            { title: t('from'), dataIndex: 'appliesFrom' },
            { title: t('version'), dataIndex: 'version', align: 'right' },
          ]} />
      </Card>
    </Page>
  );
}
