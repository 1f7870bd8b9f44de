/** The register of papers: numbers in order, what stands and what is void; printed again from here. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Empty, Table } from 'antd';
import { useState } from 'react';
import type { PaperFieldsFragment } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Refused } from '../kit/refusal.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { nodesOf } from '../kit/whole.ts';
import { Papers, VoidPaper } from './paper.graphql.ts';
import { PrintDialog } from './print-dialog.tsx';
import { words } from './words.ts';

function VoidDialog({ paper, close }: { paper: PaperFieldsFragment; close: () => void }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [voidPaper, { loading, error }] = useVerb(VoidPaper);
  const submit = async (reason: string) => {
    const answer = await voidPaper({ region, paper: paper.id, reason });
    if (answer.error) return;
    void message.success(t('voidDone'));
    close();
  };
  return <ReasonDialog title={t('voidTitle', { number: paper.number })} hint={t('voidHint')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={close} />;
}

function State({ paper }: { paper: PaperFieldsFragment }) {
  const t = useWords(words);
  const { language } = useLanguage();
  if (!paper.void) return t('stands');
  const { reason, by, at } = paper.void;
  return <span className="fault">{t('voided', { reason, name: by, at: instantText(at, language) })}</span>;
}

type Doing = { what: 'print' | 'void'; paper: PaperFieldsFragment };

function RegisterTable({ papers }: { papers: readonly PaperFieldsFragment[] }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region } = usePlace();
  const { holds } = useSession();
  const [doing, setDoing] = useState<Doing>();
  const close = () => setDoing(undefined);
  const mayVoid = holds(region, bureaus);
  return (
    <>
      <Table size="small" rowKey="id" pagination={false} dataSource={papers} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty description={t('none')} /> }}
        columns={[
          { title: t('number'), key: 'number', render: (_, { number, void: gone }) => (gone ? <s>{number}</s> : <strong>{number}</strong>) },
          { title: t('kind'), key: 'kind', render: (_, { title, unit }) => <>{say(title)} <span className="quiet">{t(`unit_${unit}`)}</span></> },
          { title: t('recipient'), key: 'recipient', render: (_, { recipient }) => recipient ?? t('everybody') },
          { title: t('issuedBy'), key: 'issued', render: (_, { issuedBy, issuedAt }) => t('by', { name: issuedBy, at: instantText(issuedAt, language) }) },
          { title: t('state'), key: 'state', render: (_, paper) => <State paper={paper} /> },
          { title: t('hash'), key: 'hash', render: (_, { contentHash }) => <span className="quiet hash">{contentHash.slice(0, 12)}</span> },
          { title: t('actions'), key: 'actions', render: (_, paper) => (
            <span className="row">
              <Button size="small" onClick={() => setDoing({ what: 'print', paper })}>{t('print')}</Button>
              {mayVoid && !paper.void && <Button size="small" danger onClick={() => setDoing({ what: 'void', paper })}>{t('voidPaper')}</Button>}
            </span>
          ) },
        ]} />
      {doing?.what === 'print' && <PrintDialog title={t('printTitle', { number: doing.paper.number })} query={{ region: String(region), paper: doing.paper.id }} close={close} />}
      {doing?.what === 'void' && <VoidDialog paper={doing.paper} close={close} />}
    </>
  );
}

/** The papers of a run, or of the year when none is named. */
export function Register({ run }: { run: string | null }) {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error, fetchMore } = useQuery(Papers, { variables: { region, year: run === null ? year : null, run }, fetchPolicy: 'cache-and-network' });
  if (!data) return <Refused error={error} />;
  const info = data.papers.pageInfo;
  const more = () => fetchMore({
    variables: { after: info.endCursor },
    updateQuery: (before, { fetchMoreResult }) => ({ papers: { ...fetchMoreResult.papers, edges: [...before.papers.edges, ...fetchMoreResult.papers.edges] } }),
  });
  return (
    <div className="stack">
      <RegisterTable papers={nodesOf(data.papers)} />
      {info.hasNextPage && <Button onClick={() => void more()}>{t('more')}</Button>}
    </div>
  );
}
