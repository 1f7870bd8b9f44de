/** Who pays what of a stay, by the policy of a place on a day. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Empty, Input, Select, Skeleton, Tabs } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { calculatorOf, type Calculator, type RawStay } from '../../server/core/policy/benefit.ts';
import { saySplit } from '../../server/core/policy/benefit-words.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { say as sayFault } from '../../server/core/refusal.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { today } from '../kit/time.ts';
import './benefit.css';
import { BenefitPolicies, BenefitPolicyTexts } from './benefit.graphql.ts';
import { BulkView } from './bulk-view.tsx';
import { choicesOf, firstTyped, fromSearch, toSearch, versionOn, work, type Choice, type Offered, type Typed } from './stay.ts';
import { StayForm } from './stay-form.tsx';
import { StayResult } from './stay-result.tsx';
import { words } from './words.ts';

interface SittingProps {
  policy: Policy;
  calculator: Calculator;
  offered: Offered;
  on: string;
}

/** What stops a stay and is about no field of it. */
function Elsewhere({ faults }: { faults: ReturnType<typeof work>['faults'] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const told = faults.filter(({ at }) => !/^(stay|facts|decisions)\./.test(at));
  if (told.length === 0) return null;
  return <Alert type="error" showIcon role="alert" title={t('cannot')} description={told.map((fault) => sayFault(fault, language)).join(' ')} />;
}

function Actions({ calculator, typed, offered, on }: Omit<SittingProps, 'policy'> & { typed: Typed }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [linked, setLinked] = useState(false);
  const copy = async () => {
    const about = [['region', String(region)], ['policy', `${offered.own ? 'own' : 'library'}/${offered.slug}`], ['benefit', calculator.benefit.id], ['on', on]];
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}?${new URLSearchParams([...about, ...toSearch(calculator, typed)] as string[][]).toString()}`);
    setLinked(true);
  };
  return (
    <div className="row benefit-unprinted">
      <Button onClick={() => void copy()}>{t('link')}</Button>
      <Button onClick={() => print()}>{t('print')}</Button>
      {linked && <span role="status" className="quiet">{t('linked')}</span>}
    </div>
  );
}

function Sitting({ policy, calculator, offered, on }: SittingProps) {
  const t = useWords(words);
  const say = useSay();
  const [search] = useSearchParams();
  const [typed, setTyped] = useState(() => fromSearch(calculator, search) ?? firstTyped(policy, calculator));
  const [tab, setTab] = useState('one');
  const { outcome, faults } = useMemo(() => work(calculator, typed), [calculator, typed]);
  const paid = outcome?.paid;
  const open = ({ [calculator.table.key]: _key, ...stay }: RawStay) => {
    setTyped({ ...typed, stay });
    setTab('one');
  };
  const one = (
    <>
      <p className="benefit-printed">{t('printed', { policy: say(policy.title), id: policy.id, version: policy.version, on })}</p>
      <div className="benefit-columns">
        <StayForm calculator={calculator} typed={typed} faults={faults} change={setTyped} />
        <div className="stack benefit-beside">
          {paid ? <StayResult calculator={calculator} typed={typed} paid={paid} /> : <Card size="small" title={t('result')}><p role="status">{t('waits')}</p></Card>}
          <Elsewhere faults={faults} />
          <Actions calculator={calculator} typed={typed} offered={offered} on={on} />
        </div>
      </div>
      {paid && <p className="benefit-foot" aria-hidden>{say(saySplit(paid))}</p>}
    </>
  );
  return (
    <Tabs className="benefit-tabs" activeKey={tab} onChange={setTab} items={[
      { key: 'one', label: t('one'), children: one },
      { key: 'many', label: t('many'), children: <BulkView policy={policy} calculator={calculator} typed={typed} open={open} /> },
    ]} />
  );
}

/** The benefits of the version that holds on the day. */
function Benefits({ offered, on }: { offered: Offered; on: string }) {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const [search, setSearch] = useSearchParams();
  const { data, error, refetch } = useQuery(BenefitPolicyTexts, { variables: { region, policy: offered.slug } });
  const text = data?.benefitPolicies.find(({ hash }) => hash === offered.hash)?.text;
  const policy = useMemo(() => (text === undefined ? undefined : readPolicy(text).policy), [text]);
  if (error) return <Refused error={error} retry={() => void refetch()} />;
  if (!policy) return <Skeleton active />;
  const ids = [...policy.benefits.keys()];
  const id = ids.find((each) => each === search.get('benefit')) ?? (ids[0] as string);
  const { until } = policy.applies;
  return (
    <>
      {until !== undefined && until <= on && <Alert type="warning" showIcon title={t('noMore', { until, on })} />}
      {ids.length > 1 && (
        <div className="row benefit-unprinted">
          <label className="row">{t('benefit')} <Select aria-label={t('benefit')} style={{ minWidth: 260 }} value={id} options={ids.map((each) => ({ value: each, label: say(policy.benefits.get(each)?.title ?? { zh: each, en: each }) }))}
            onChange={(benefit) => setSearch((before) => keptOf(before, { benefit }))} /></label>
        </div>
      )}
      <Sitting key={`${offered.hash}/${id}`} policy={policy} calculator={calculatorOf(policy, id)} offered={offered} on={on} />
    </>
  );
}

/** The address with another choice; a stay that it carried belongs to the choice before. */
function keptOf(search: URLSearchParams, change: Record<string, string>): Record<string, string> {
  const kept = [...search].filter(([name]) => !/^[sfd]\./.test(name) && !('policy' in change && name === 'benefit'));
  return { ...Object.fromEntries(kept), ...change };
}

function Chosen({ choices }: { choices: readonly Choice[] }) {
  const t = useWords(words);
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const on = search.get('on') ?? today();
  const wanted = search.get('policy');
  const choice = wanted === null ? choices[0] : choices.find(({ key }) => key === wanted);
  if (choices.length === 0) return <Empty description={t('none')} />;
  const offered = choice && versionOn(choice, on);
  const first = choice?.versions.at(-1);
  const options = ([['ofRegion', true], ['ofLibrary', false]] as const).map(([label, own]) => ({
    label: t(label), options: choices.filter((each) => each.own === own).map(({ key, place, title }) => ({ value: key, label: `${say(place)} · ${say(title)}` })),
  })).filter(({ options: some }) => some.length > 0);
  return (
    <>
      <div className="row benefit-unprinted">
        <label className="row">{t('policy')} <Select<string> aria-label={t('policy')} style={{ minWidth: 280, maxWidth: '80vw' }} value={choice?.key} options={options} popupMatchSelectWidth={false}
          onChange={(policy) => setSearch((before) => keptOf(before, { policy }))} /></label>
        <label className="row">{t('on')} <Input type="date" aria-label={t('on')} style={{ width: 160 }} value={on} onChange={({ target }) => target.value !== '' && setSearch((before) => ({ ...Object.fromEntries(before), on: target.value }))} /></label>
        {offered && <span className="quiet">{t('version', { version: offered.version, from: offered.appliesFrom })}</span>}
      </div>
      {!choice && <Alert type="warning" showIcon title={t('gone', { policy: wanted ?? '' })} />}
      {choice && !offered && <Alert type="warning" showIcon title={t('notYet', { policy: say(choice.title), from: first?.appliesFrom ?? '', on })} />}
      {offered && <Benefits offered={offered} on={on} />}
    </>
  );
}

export function BenefitPage() {
  const t = useWords(words);
  const { region } = usePlace();
  const { data, error, refetch } = useQuery(BenefitPolicies, { variables: { region } });
  const choices = useMemo(() => choicesOf(data?.benefitPolicies ?? []), [data]);
  return (
    <Page title={t('benefits')} lead={<span className="benefit-unprinted">{t('lead')}</span>} error={error} retry={() => void refetch()} waiting={!data}>
      <Chosen choices={choices} />
    </Page>
  );
}
