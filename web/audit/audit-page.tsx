/** The audit log of a region: searched, read page by page, and taken away as a file. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import type { AuditEventsQuery } from '../gql/graphql.ts';
import { ExportButton } from '../kit/export-button.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { instantText } from '../kit/time.ts';
import { AuditFilterForm, nothingAsked, type Asked } from './audit-filter.tsx';
import { words } from './words.ts';

const AuditEvents = graphql(`
  query AuditEvents($region: Int!, $after: String, $kind: AuditKind, $account: String, $from: Day, $to: Day, $text: String) {
    auditEvents(region: $region, first: 50, after: $after, kind: $kind, account: $account, from: $from, to: $to, text: $text) {
      edges { cursor node { id at kind action login by onBehalfOf subject { zh en } rows purpose query } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type Event = AuditEventsQuery['auditEvents']['edges'][number]['node'];

function About({ event: { subject, rows, purpose, query } }: { event: Event }) {
  const t = useWords(words);
  const say = useSay();
  return (
    <>
      {say(subject)}
      {purpose !== null && <div className="quiet">{t('exported', { rows: String(rows), purpose: purpose ?? '' })}</div>}
      {query && <div className="quiet hash">{query}</div>}
    </>
  );
}

function EventTable({ events, loading }: { events: readonly Event[]; loading: boolean }) {
  const t = useWords(words);
  const { language } = useLanguage();
  return (
    <Card size="small">
      <Table size="small" rowKey="id" loading={loading} pagination={false} dataSource={events} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('at'), key: 'at', render: (_, { at }) => instantText(at, language) },
          { title: t('who'), key: 'who', render: (_, { by, login, onBehalfOf }) => <>{by} <span className="quiet">{login}{onBehalfOf && ` ${t('onBehalfOf', { name: onBehalfOf })}`}</span></> },
          { title: t('kind'), key: 'kind', render: (_, { kind }) => t(`kind_${kind}`) },
          { title: t('action'), key: 'action', render: (_, { action }) => t(`action_${action}`) },
          { title: t('subject'), key: 'subject', render: (_, event) => <About event={event} /> },
        ]} />
    </Card>
  );
}

export function AuditPage() {
  const t = useWords(words);
  const { language } = useLanguage();
  const { region } = usePlace();
  const [asked, setAsked] = useState<Asked>(nothingAsked);
  const { kind, account, from, to, text } = asked;
  const variables = { region, kind: kind || null, account: account || null, from: from || null, to: to || null, text: text || null };
  const { data, loading, error, refetch, fetchMore } = useQuery(AuditEvents, { variables, fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  const info = data?.auditEvents.pageInfo;
  const more = () => fetchMore({
    variables: { after: info?.endCursor },
    updateQuery: (before, { fetchMoreResult }) => ({
      auditEvents: { ...fetchMoreResult.auditEvents, edges: [...before.auditEvents.edges, ...fetchMoreResult.auditEvents.edges] },
    }),
  });
  return (
    <Page title={t('title')} lead={t('lead')} error={error} retry={() => void refetch()}
      extra={<ExportButton title={t('export')} path="/audit.csv" query={{ region: String(region), lang: language, ...asked }} />}>
      <AuditFilterForm asked={asked} ask={setAsked} />
      <EventTable events={data?.auditEvents.edges.map(({ node }) => node) ?? []} loading={loading} />
      {info?.hasNextPage && <Button onClick={() => void more()}>{t('more')}</Button>}
    </Page>
  );
}
