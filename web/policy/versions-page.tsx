/** The region's own policies: proposed by one person, read with what changes, published by another. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Drawer, Empty, Input, Space, Table, Tag, Upload } from 'antd';
import { useMemo, useState } from 'react';
import { layPolicy } from '../../server/core/policy/overlay.ts';
import { sayDifference } from '../../server/core/policy/compare.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { say as sayFault } from '../../server/core/refusal.ts';
import type { PolicyVersionsQuery } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Changes } from './compare-view.tsx';
import { DocumentView } from './document-view.tsx';
import { differencesOn, ofLastMonth } from './differences.ts';
import { kindTitle } from './kind-title.ts';
import { usePaidRuns } from './paid-runs.ts';
import { PolicyOrigins, PolicyVersions, ProposePolicy, PublishPolicy, WithdrawPolicy } from './policy.graphql.ts';
import { words } from './words.ts';

type Version = PolicyVersionsQuery['policyVersions'][number];

/** The published version of the same kind that holds when the other begins. */
function inForce(versions: readonly Version[], { id, kind, appliesFrom }: Version): Version | undefined {
  return versions.find((each) => each.id !== id && each.kind === kind && each.state === 'PUBLISHED' && each.appliesFrom <= appliesFrom);
}

function Decide({ version, done }: { version: Version; done: () => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { holds } = useSession();
  const [publish, publishing] = useVerb(PublishPolicy);
  const [withdraw, withdrawing] = useVerb(WithdrawPolicy);
  const { id, hash } = version;
  const act = async (verb: typeof publish | typeof withdraw) => {
    const { error } = await verb({ region, id, hash });
    if (!error) done();
  };
  if (version.state !== 'PROPOSED') return null;
  return (
    <>
      <Space>
        {holds(region, ['HEALTH_BUREAU_APPROVER']) && <Button type="primary" loading={publishing.loading} onClick={() => void act(publish)}>{t('publish')}</Button>}
        {holds(region, bureaus) && <Button loading={withdrawing.loading} onClick={() => void act(withdraw)}>{t('withdraw')}</Button>}
      </Space>
      <Refused error={publishing.error ?? withdrawing.error} />
    </>
  );
}

/** What the change comes to on what was paid last. */
function InMoney({ before, after }: { before: Policy; after: Policy }) {
  const t = useWords(words);
  const say = useSay();
  const runs = ofLastMonth(usePaidRuns());
  const { amounts, refused } = useMemo(() => differencesOn(runs, before, after), [runs, before, after]);
  const [first] = runs;
  if (!first) return null;
  return (
    <Card size="small" title={t('inMoney', { period: first.period, count: String(runs.length) })}>
      {refused.length > 0 && <p className="fault">{t('inMoneyRefused', { institutions: refused.join(t('comma')) })}</p>}
      {amounts.length === 0 && refused.length === 0 && t('inMoneyNone')}
      <ul className="rules">{amounts.map((each) => <li key={each.amount}>{say(sayDifference(each))}</li>)}</ul>
    </Card>
  );
}

function Reading({ version, versions, close }: { version: Version; versions: readonly Version[]; close: () => void }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const policy = useMemo(() => readPolicy(version.text).policy, [version]);
  const before = inForce(versions, version);
  const old = useMemo(() => before && readPolicy(before.text).policy, [before]);
  return (
    <Drawer open size={Math.min(960, window.innerWidth)} onClose={close} title={`${say(version.title)} ${version.slug}@${version.version}`}>
      <div className="stack">
        <p>{t('proposed', { name: version.proposedBy, at: instantText(version.proposedAt, language) })}{version.reason && ` · ${version.reason}`}</p>
        {version.layers.length > 1 && <p>{t('layers', { below: version.layers.slice(0, -1).join(' ▸ ') })}</p>}
        {version.decidedBy && version.decidedAt && <p>{t('decided', { name: version.decidedBy, at: instantText(version.decidedAt, language) })}</p>}
        <Decide version={version} done={close} />
        {policy && old && <><h3>{t('against')}</h3><Changes before={old} after={policy} />{policy.kind === 'performance-pay' && <InMoney before={old} after={policy} />}</>}
        {policy && version.layers.length > 1 && <LaidDocument policy={policy} />}
        {policy && version.layers.length <= 1 && <DocumentView policy={policy} />}
      </div>
    </Drawer>
  );
}

/** A policy that lies over others, with the document that wrote each value. */
function LaidDocument({ policy }: { policy: Policy }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { data, error } = useQuery(PolicyOrigins, { variables: { region, slug: policy.id, version: policy.version } });
  return (
    <>
      <Refused error={error} />
      {data && <p className="quiet">{t(data.policyOrigins ? 'originsHint' : 'originsLost')}</p>}
      <DocumentView policy={policy} origins={data?.policyOrigins ?? undefined} />
    </>
  );
}

/** A policy file is checked on this page as it is typed; what it lies over is checked by the server. */
function Propose({ done }: { done: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { region } = usePlace();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [propose, { loading, error }] = useVerb(ProposePolicy);
  const faults = useMemo(() => (text.trim() === '' || /^overlays:/m.test(text) ? [] : layPolicy(text, () => undefined).faults.filter(({ severity }) => severity !== 'warning')), [text]);
  const send = async () => {
    const { error: refused } = await propose({ region, text, reason: reason.trim() || null });
    if (refused) return;
    setText('');
    setReason('');
    done();
  };
  return (
    <Card size="small" title={t('propose')}>
      <div className="stack">
        <Upload accept=".yaml,.yml" showUploadList={false} beforeUpload={(file) => { void file.text().then(setText); return false; }}><Button>{t('proposeFile')}</Button></Upload>
        <Input.TextArea rows={10} value={text} aria-label={t('proposeText')} placeholder={t('proposeText')} spellCheck={false} onChange={(event) => setText(event.target.value)} style={{ fontFamily: 'monospace' }} />
        {faults.length > 0 && (
          <div role="status" className="fault">
            {t('faults', { count: String(faults.length) })}
            <ul>{faults.slice(0, 20).map((fault) => <li key={`${fault.at}${fault.code}${fault.line}`}>{t('atPlace', { line: String(fault.line), column: String(fault.column), sentence: sayFault(fault, language) })}</li>)}</ul>
          </div>
        )}
        <div className="row">
          <Input value={reason} placeholder={t('reason')} aria-label={t('reason')} onChange={(event) => setReason(event.target.value)} style={{ maxWidth: 420 }} />
          <Button type="primary" disabled={text.trim() === '' || faults.length > 0} loading={loading} onClick={() => void send()}>{t('send')}</Button>
        </div>
        <Refused error={error} />
      </div>
    </Card>
  );
}

export function VersionsPage() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const { region } = usePlace();
  const { holds } = useSession();
  const { data, error, refetch } = useQuery(PolicyVersions, { variables: { region } });
  const [open, setOpen] = useState<string>();
  const versions = data?.policyVersions ?? [];
  const version = versions.find(({ id }) => id === open);
  return (
    <Page title={t('versions')} lead={t('versionsLead')} error={error} retry={() => void refetch()} waiting={!data}>
      <Card size="small">
        <Table<Version> size="small" rowKey="id" dataSource={versions} pagination={false} scroll={{ x: 'max-content' }} locale={{ emptyText: <Empty description={k('nothing')} /> }}
          columns={[
            { title: t('policy'), key: 'policy', render: (_, each) => <Button type="link" onClick={() => setOpen(each.id)}>{say(each.title)}</Button> },
            { title: t('kind'), key: 'kind', render: (_, each) => say(kindTitle(each.kind)) },
            { title: t('version'), key: 'version', render: (_, { slug, version: number }) => `${slug}@${number}` },
            { title: t('from'), dataIndex: 'appliesFrom' },
            { title: t('state'), key: 'state', render: (_, each) => <Tag color={each.state === 'PUBLISHED' ? 'success' : each.state === 'PROPOSED' ? 'processing' : 'default'}>{t(`state_${each.state}`)}</Tag> },
          ]} />
      </Card>
      {holds(region, bureaus) && <Propose done={() => void refetch()} />}
      {version && <Reading key={version.id} version={version} versions={versions} close={() => setOpen(undefined)} />}
    </Page>
  );
}
