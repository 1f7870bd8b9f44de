/** The library of indicators: found by class, source and words. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Input, Select, Table, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import type { IndicatorsQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { nodesOf, useRest } from '../kit/whole.ts';
import { words as kitWords } from '../kit/words.ts';
import { Indicators } from './assessment.graphql.ts';
import { targetText } from './parts.tsx';
import { words } from './words.ts';

type Listed = IndicatorsQuery['indicators']['edges'][number]['node'];

/** One choice for each key, with its title. */
function choices(all: readonly Listed[], pick: (each: Listed) => [string, string]): Array<{ value: string; label: string }> {
  return [...new Map(all.map(pick))].map(([value, label]) => ({ value, label }));
}

function About({ each }: { each: Listed }) {
  const t = useWords(words);
  const say = useSay();
  return (
    <div className="stack">
      <div>{say(each.says)}</div>
      <div>{t('formula')}: <code>{each.value}</code></div>
      <div>{t('scored')}: <code>{each.score}</code></div>
      <ul className="check-list">
        {each.inputs.map((input) => <li key={input.id}>{say(input.title)} <code>{input.id}</code> <span className="quiet">{t('givenBy')}: {say(input.fromTitle)}</span></li>)}
      </ul>
      <ul className="check-list">
        {each.sources.map((source) => <li key={source.id}>{say(source.document)} {source.clause} {source.rule && <Tag>{source.rule}</Tag>} <span className="quiet">{say(source.says)}</span></li>)}
      </ul>
    </div>
  );
}

export function IndicatorsPage() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const [search, setSearch] = useState('');
  const [group, setGroup] = useState('');
  const [library, setLibrary] = useState('');
  const everything = useQuery(Indicators, { variables: {} });
  const { data, previousData, error, refetch, fetchMore } = useQuery(Indicators, { variables: { library: library || null, group: group || null, search: search || null } });
  useRest(everything.fetchMore, { after: everything.data?.indicators });
  useRest(fetchMore, { after: data?.indicators });
  const all = nodesOf(everything.data?.indicators);
  const shown = (data ?? previousData)?.indicators;
  return (
    <Page title={t('indicators')} lead={t('libraryLead')} error={error} retry={() => void refetch()} waiting={!shown} extra={<Link to="/assessment">{t('backToRound')}</Link>}>
      <div className="row">
        <Input.Search allowClear style={{ maxWidth: 420 }} placeholder={t('search')} aria-label={t('search')} onSearch={setSearch} onChange={(event) => event.target.value === '' && setSearch('')} />
        <Select style={{ minWidth: 200 }} aria-label={t('library')} value={library} onChange={setLibrary}
          options={[{ value: '', label: t('everyLibrary') }, ...choices(all, (each) => [each.library, say(each.libraryTitle)])]} />
        <Select style={{ minWidth: 160 }} aria-label={t('group')} value={group} onChange={setGroup}
          options={[{ value: '', label: t('everyGroup') }, ...choices(all.filter((each) => library === '' || each.library === library), (each) => [each.group, say(each.groupTitle)])]} />
      </div>
      <Card size="small">
        <Table<Listed> size="small" rowKey={(each) => `${each.library}/${each.id}`} dataSource={nodesOf(shown)} pagination={false} scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Empty description={k('nothing')} /> }} expandable={{ expandedRowRender: (each) => <About each={each} /> }}
          columns={[
            { title: t('indicator'), key: 'indicator', render: (_, each) => say(each.title) },
            { title: t('group'), key: 'group', render: (_, each) => say(each.groupTitle) },
            { title: t('target'), key: 'target', render: (_, each) => <span className="number">{targetText(each)}</span> },
            { title: t('value'), key: 'unit', render: (_, each) => <>{say(each.unit)} <span className="quiet">{t(`direction_${each.direction}`)}</span></> },
            { title: t('library'), key: 'library', render: (_, each) => say(each.libraryTitle) },
            { title: t('cited'), key: 'rule', render: (_, each) => each.sources.map((source) => source.rule ?? source.clause).join(', ') },
          ]} />
      </Card>
    </Page>
  );
}
