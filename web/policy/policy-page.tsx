/** One policy of the library: read it, try it, lay it beside another. */
import { useQuery } from '@apollo/client/react';
import { Alert, Tabs, Tag } from 'antd';
import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { CompareView } from './compare-view.tsx';
import { CurveView } from './curve-view.tsx';
import { DocumentView } from './document-view.tsx';
import { kindTitle } from './kind-title.ts';
import { LibraryPolicyText } from './policy.graphql.ts';
import { TryView } from './try-view.tsx';
import { words } from './words.ts';

function PolicyTabs({ policy }: { policy: Policy }) {
  const t = useWords(words);
  const [search, setSearch] = useSearchParams();
  return (
    <Tabs activeKey={search.get('view') ?? 'document'} destroyOnHidden
      onChange={(view) => setSearch((before) => ({ ...Object.fromEntries(before), view }))}
      items={[
        { key: 'document', label: t('asDocument'), children: <DocumentView policy={policy} /> },
        { key: 'try', label: t('asTrial'), children: <TryView policy={policy} /> },
        { key: 'compare', label: t('asComparison'), children: <CompareView policy={policy} /> },
        { key: 'curve', label: t('asCurve'), children: <CurveView policy={policy} /> },
      ]} />
  );
}

export function PolicyPage() {
  const t = useWords(words);
  const say = useSay();
  const { slug = '' } = useParams();
  const { data, error, refetch } = useQuery(LibraryPolicyText, { variables: { slug, version: null } });
  const found = data?.libraryPolicy;
  const policy = useMemo(() => found && readPolicy(found.text).policy, [found]);
  const head = policy && (
    <span className="row"><Tag>{say(kindTitle(policy.kind))}</Tag>{say(policy.place)} · {t('from')} {policy.applies.from} · {t('version')} {policy.version}</span>
  );
  return (
    <Page title={policy ? say(policy.title) : slug} lead={head} error={error} retry={() => void refetch()} waiting={!data}>
      {data && !policy && <Alert type="warning" showIcon title={t('unknown', { slug })} />}
      {policy && <PolicyTabs key={policy.id} policy={policy} />}
    </Page>
  );
}
