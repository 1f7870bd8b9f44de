/** Dividing the pool of one department: what is left is seen to the fen while typing, and only a whole division can be handed in. */
import { useQuery } from '@apollo/client/react';
import { Alert, App, Button, Card, Input } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useParams } from 'react-router';
import { groupMoney } from '../../server/core/money.ts';
import type { SecondAllocationFieldsFragment } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useVerb } from '../kit/verb.ts';
import { HandInSecondAllocation, ReturnSecondAllocation, SaveSecondAllocation, SecondAllocationById } from './allocation.graphql.ts';
import { allByRule, begun, broughtTogether, changed, divisionOf, peopleGiven, redone, sumsOf, typedOf, undone, withRest, type Difference, type Editing, type Sums, type Typed } from './editing.ts';
import { History } from './history.tsx';
import { PeopleTable } from './people-table.tsx';
import { AllocationState } from './state.tsx';
import { words } from './words.ts';

type Allocation = SecondAllocationFieldsFragment;

/** What is typed, and the version that it rests on. */
interface Held {
  run: string;
  version: number;
  base: Typed;
  editing: Editing;
  /** What somebody else has changed meanwhile. */
  news: { by: string; differences: Difference[] } | null;
}

function heldOf({ run, version, people }: Allocation): Held {
  const base = typedOf(people);
  return { run, version, base, editing: begun(base), news: null };
}

/** What is held, upon a newer version of somebody else or of oneself. */
function upon(held: Held, allocation: Allocation): Held {
  const base = typedOf(allocation.people);
  const { typed, differences } = broughtTogether(held.base, held.editing.now, base);
  return { run: allocation.run, version: allocation.version, base, editing: changed(held.editing, typed, null), news: differences.length > 0 ? { by: allocation.by ?? '', differences } : null };
}

function News({ news, people }: { news: NonNullable<Held['news']>; people: Allocation['people'] }) {
  const t = useWords(words);
  const names = new Map(people.map(({ code, name }) => [code, name]));
  const shown = (text: string) => (text === '' ? t('empty') : text);
  return (
    <Alert type="warning" showIcon role="alert" title={t('changedBy', { name: news.by })} description={<ul>{news.differences.map(({ code, was, theirs, mine }) => (
      <li key={code}>{t('changedField', { name: names.get(code) ?? code, was: shown(was), theirs: shown(theirs) })}{mine !== null && t('changedMine', { mine: shown(mine) })}</li>))}</ul>} />
  );
}

function PoolLine({ sums }: { sums: Sums }) {
  const t = useWords(words);
  return (
    <div className="pool-bar">
      <div className="pool">
        <strong>{t('pool')}</strong>
        <Money value={sums.pool} />
        <span>{t('given')} <Money value={sums.pool - sums.left} /></span>
        <span role="status">{t('left')} <strong><Money value={sums.left} /></strong></span>
      </div>
    </div>
  );
}

/** Why it cannot be handed in yet, or that it can. */
function Ready({ sums }: { sums: Sums }) {
  const t = useWords(words);
  const { left, faults, whole } = sums;
  if (whole) return <span className="adds-up">✓ {t('ready')}</span>;
  if (faults.size > 0) return <span className="fault" role="status">{t('faultsLeft', { count: String(faults.size) })}</span>;
  return <span className="fault" role="status">{left < 0n ? t('tooMuch', { left: groupMoney(-left) }) : t('notYet', { left: groupMoney(left) })}</span>;
}

interface ActsProps {
  allocation: Allocation;
  held: Held;
  sums: Sums;
  people: ReturnType<typeof peopleGiven>;
  /** Whether nothing is typed otherwise than it was handed in. */
  standing: boolean;
  /** Reads what stands now, after a refusal too. */
  again: () => Promise<unknown>;
}

function useActs({ allocation, held, people, again }: Omit<ActsProps, 'sums' | 'standing'>) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [error, setError] = useState<unknown>();
  const { institution, department, period, decision } = allocation;
  const variables = { region, of: { institution, department, period, decision, run: held.run, version: held.version }, people };
  const done = async (answer: { error?: unknown }, said: keyof typeof words) => {
    setError(answer.error);
    if (answer.error) await again();
    else void message.success(t(said));
  };
  return { variables, error, done };
}

/** The head of the department saves and hands in. */
function OwnActs(props: ActsProps) {
  const t = useWords(words);
  const { variables, error, done } = useActs(props);
  const [save, saving] = useVerb(SaveSecondAllocation, { awaitRefetchQueries: true });
  const [handIn, handing] = useVerb(HandInSecondAllocation, { awaitRefetchQueries: true });
  return (
    <Card size="small" className="prepare-bar">
      <div className="stack">
        <div className="row">
          <Button loading={saving.loading} onClick={async () => done(await save(variables), 'saved')}>{t('save')}</Button>
          <Button type="primary" loading={handing.loading} disabled={!props.sums.whole || props.standing} onClick={async () => done(await handIn({ ...variables, reason: null }), 'handedIn')}>{t('handIn')}</Button>
          <Ready sums={props.sums} />
        </div>
        <Refused error={error} />
      </div>
    </Card>
  );
}

/** The head of the institution sets or returns, with a reason. */
function ActsFromAbove(props: ActsProps) {
  const t = useWords(words);
  const { variables: { people, ...variables }, error, done } = useActs(props);
  const [reason, setReason] = useState('');
  const [set, setting] = useVerb(HandInSecondAllocation, { awaitRefetchQueries: true });
  const [giveBack, giving] = useVerb(ReturnSecondAllocation, { awaitRefetchQueries: true });
  const unsaid = reason.trim() === '';
  const returnable = props.allocation.state === 'HANDED_IN' || props.allocation.state === 'SET';
  return (
    <Card size="small" className="prepare-bar">
      <div className="stack">
        <div className="row">
          <label className="row prepare-reason">{t('whyAbove')} <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} /></label>
          {returnable && <Button loading={giving.loading} disabled={unsaid} onClick={async () => done(await giveBack({ ...variables, reason }), 'givenBack')}>{t('giveBack')}</Button>}
          <Button type="primary" loading={setting.loading} disabled={unsaid || !props.sums.whole} onClick={async () => done(await set({ ...variables, people, reason }), 'setDone')}>{t('set')}</Button>
          <Ready sums={props.sums} />
        </div>
        <Refused error={error} />
      </div>
    </Card>
  );
}

function Body({ allocation, again }: { allocation: Allocation; again: () => Promise<unknown> }) {
  const t = useWords(words);
  const [kept, setKept] = useState(() => heldOf(allocation));
  const held = kept.version === allocation.version && kept.run === allocation.run ? kept : upon(kept, allocation);
  if (held !== kept) setKept(held);
  const division = useMemo(() => divisionOf(allocation), [allocation]);
  const { now, past, future } = held.editing;
  const sums = useMemo(() => sumsOf(division, now), [division, now]);
  const edit = (editing: Editing) => setKept({ ...held, editing });
  const people = peopleGiven(division, now);
  const standing = allocation.state === 'HANDED_IN' && JSON.stringify(people) === JSON.stringify(peopleGiven(division, held.base));
  const acts = { allocation, held, sums, people, standing, again };
  return (
    <div className="stack">
      {allocation.state === 'RETURNED' && <Alert type="warning" showIcon title={t('returnedWhy', { reason: allocation.reason })} />}
      {allocation.state === 'SET' && <Alert type="info" showIcon title={t('setWhy', { reason: allocation.reason })} />}
      {!allocation.open && <Alert type="info" showIcon title={t('closed')} />}
      {held.news && <News news={held.news} people={allocation.people} />}
      <PoolLine sums={sums} />
      {allocation.open && (
        <div className="row">
          <Button disabled={past.length === 0} onClick={() => edit(undone(held.editing))}>{t('undo')}</Button>
          <Button disabled={future.length === 0} onClick={() => edit(redone(held.editing))}>{t('redo')}</Button>
          <Button onClick={() => edit(changed(held.editing, allByRule(division), null))}>{t('allByRule')}</Button>
          <Button title={t('restHint')} disabled={sums.left <= 0n} onClick={() => edit(changed(held.editing, withRest(division, now), null))}>{t('restByRule')}</Button>
        </div>
      )}
      <PeopleTable allocation={allocation} typed={now} sums={sums} {...(allocation.open && { change: (typed: Typed, field: string) => edit(changed(held.editing, typed, field)) })} />
      {allocation.open && (allocation.mine ? <OwnActs {...acts} /> : <ActsFromAbove {...acts} />)}
      <History allocation={allocation} />
    </div>
  );
}

export function AllocationPage() {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { institution = '', department = '', period = '', decision = '' } = useParams();
  const { data, error, refetch } = useQuery(SecondAllocationById, { variables: { region, institution, department, period, decision }, fetchPolicy: 'cache-and-network' });
  const allocation = data?.secondAllocation;
  const lead = allocation?.clauses.map(({ document, clause, says }) => t('clause', { document: say(document), clause, says: say(says) })).join(' ');
  return (
    <Page title={allocation ? t('pageTitle', { department: allocation.departmentName, month: period, title: say(allocation.title) }) : t('title')} lead={lead}
      extra={<>{allocation && <AllocationState state={allocation.state} />}<Link to="/second-allocation">{t('back')}</Link></>} error={error} retry={() => void refetch()} waiting={!allocation}>
      {allocation && <Body key={`${institution}/${department}/${period}/${decision}`} allocation={allocation} again={refetch} />}
    </Page>
  );
}
