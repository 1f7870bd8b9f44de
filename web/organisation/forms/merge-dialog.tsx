/** Merges institutions: who would move where is read from the server before it is done. */
import { useQuery } from '@apollo/client/react';
import { Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import type { PlanMergerQuery } from '../../gql/graphql.ts';
import { ActDialog, AtField, useAct } from '../../kit/act-dialog.tsx';
import { useWords } from '../../kit/language.tsx';
import { pagesFor } from '../../kit/pages.ts';
import { usePlace } from '../../kit/place.tsx';
import { words as kitWords } from '../../kit/words.ts';
import { MergeInstitutions, PlanMerger } from '../register.graphql.ts';
import { words as ownWords } from '../words.ts';
import { DayField, isDay, useInstitutionOptions } from './fields.tsx';
import type { OfInstitution } from './institution-dialogs.tsx';
import { useShownPlaces } from './shown-places.tsx';
import { words } from './words.ts';

type Plan = PlanMergerQuery['mergerPlan'];

function MovedPeople({ people, newDepartments }: Plan) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const k = useWords(kitWords);
  if (people.length === 0) return <p>{t('nobodyMoves')}</p>;
  return (
    <>
      <p>{t('movesCount', { count: String(people.length) })} {newDepartments.length > 0 && t('newDepartments', { departments: newDepartments.join(k('listed')) })}</p>
      <Table size="small" rowKey="person" pagination={pagesFor(people.length)} dataSource={people} scroll={{ x: 'max-content' }}
        columns={[
          { title: o('number'), dataIndex: 'code' },
          { title: o('name'), dataIndex: 'name' },
          { title: t('postsIn'), key: 'from', render: (_, { institutions }) => institutions.join(k('listed')) },
          { title: t('departmentThen'), key: 'department', render: (_, { department }) => department ?? '–' },
          { title: o('share'), dataIndex: 'share', align: 'right' },
          { title: o('mainPost'), key: 'main', render: (_, { main }) => k(main ? 'yes' : 'no') },
        ]} />
    </>
  );
}

export function MergeDialog({ institution, close }: OfInstitution) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { day, institutions, show } = useShownPlaces();
  const [predecessors, setPredecessors] = useState<string[]>([]);
  const [successor, setSuccessor] = useState(institution.id);
  const [from, setFrom] = useState(day);
  const asked = predecessors.length > 0 && isDay(from);
  const act = useAct(MergeInstitutions, { region, predecessors, successor, from }, () => {
    show(from, successor);
    close();
  });
  // not while it is being done: what is merged cannot be merged again
  const plan = useQuery(PlanMerger, { variables: { region, predecessors, successor, from }, skip: !asked || act.busy, fetchPolicy: 'no-cache' });
  const nameOf = (id: string): string => institutions.find((each) => each.id === id)?.name ?? '';
  const merger = asked && !plan.loading ? plan.data?.mergerPlan : undefined;
  const choices = useInstitutionOptions();
  return (
    <ActDialog wide danger title={t('merge')} places={['predecessors', 'successor', 'from']} ready={merger !== undefined} close={close}
      act={{ ...act, error: act.error ?? (asked && !act.busy ? plan.error : undefined) }}
      says={asked && (act.busy || !plan.error) && (merger
        ? <><p>{t('willMerge', { from, predecessors: predecessors.map(nameOf).join(k('listed')), successor: nameOf(successor) })} {t('membershipHint')}</p><MovedPeople {...merger} /></>
        : <Skeleton active paragraph={{ rows: 2 }} title={false} />)}>
      <AtField at="predecessors" label={t('predecessors')} required>
        {(id) => <Select mode="multiple" id={id} value={predecessors} onChange={setPredecessors} showSearch={{ optionFilterProp: 'label' }} options={choices.filter(({ value }) => value !== successor)} />}
      </AtField>
      <AtField at="successor" label={t('successor')} required hint={t('successorHint')}>
        {(id) => <Select id={id} value={successor} onChange={setSuccessor} showSearch={{ optionFilterProp: 'label' }} options={choices.filter(({ value }) => !predecessors.includes(value))} />}
      </AtField>
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}
