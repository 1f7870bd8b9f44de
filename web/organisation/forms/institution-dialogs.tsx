/** What may become of an institution from a day: another name or kind, another place in a consortium, its end; and its departments. */
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { PlaceHistoryQuery } from '../../gql/graphql.ts';
import { ActDialog, useAct } from '../../kit/act-dialog.tsx';
import { useWords } from '../../kit/language.tsx';
import { usePlace } from '../../kit/place.tsx';
import { words as kitWords } from '../../kit/words.ts';
import { CloseInstitution, InPost, MoveInstitution, RegisterDepartment, ReviseInstitution } from '../register.graphql.ts';
import { words as ownWords } from '../words.ts';
import { DayField, isDay, KindField, memberInput, MembershipFields, TextField, useConsortia, type Membership } from './fields.tsx';
import { useShownPlaces } from './shown-places.tsx';
import { words } from './words.ts';

export interface OfInstitution {
  institution: PlaceHistoryQuery['institution'];
  close: () => void;
}

export function ReviseDialog({ institution, close }: OfInstitution) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const [name, setName] = useState(institution.name);
  const [kind, setKind] = useState(institution.kind);
  const [from, setFrom] = useState(day);
  const act = useAct(ReviseInstitution, { region, id: institution.id, name, kind, from }, () => {
    show(from);
    close();
  });
  const changed = name.trim() !== institution.name || kind !== institution.kind;
  const ready = changed && name.trim() !== '' && isDay(from);
  return (
    <ActDialog title={t('revise')} places={['name', 'kind', 'from']} ready={ready} act={act} close={close}
      says={ready && t('willRevise', { from, before: institution.name, beforeKind: o(`kind_${institution.kind}`), name: name.trim(), kind: o(`kind_${kind}`) })}>
      <TextField at="name" label={o('name_institution')} value={name} change={setName} />
      <KindField value={kind} change={(next) => next && setKind(next)} />
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}

export function MoveDialog({ institution, close }: OfInstitution) {
  const t = useWords(words);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const { said } = useConsortia();
  const { id, consortium, consortiumRole } = institution;
  const before: Membership = { consortium: consortium?.id ?? '', role: consortiumRole ?? 'BRANCH' };
  const [member, setMember] = useState(before);
  const [from, setFrom] = useState(day);
  const act = useAct(MoveInstitution, { region, id, member: memberInput(member), from }, () => {
    show(from);
    close();
  });
  const ready = said(member) !== said(before) && isDay(from);
  return (
    <ActDialog title={t('move')} places={['consortium', 'role', 'from']} ready={ready} act={act} close={close}
      says={ready && <>{t('willMove', { from, institution: institution.name, before: said(before), member: said(member) })} {t('membershipHint')}</>}>
      <MembershipFields value={member} change={setMember} />
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}

/** Who is still in post on the day, so that the reader need not be refused to learn it. */
function StillInPost({ institution, from }: { institution: string; from: string }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { data } = useQuery(InPost, { variables: { region, institution, from }, fetchPolicy: 'network-only' });
  if (!data) return null;
  const { edges, pageInfo } = data.people;
  if (edges.length === 0) return <p>{t('nobodyInPost')}</p>;
  const named = edges.map(({ node }) => `${node.code} ${node.name}`).join(k('listed'));
  return <p className="fault">{t('stillInPost', { people: pageInfo.hasNextPage ? t('andOthers', { people: named }) : named })}</p>;
}

export function CloseDialog({ institution, close }: OfInstitution) {
  const t = useWords(words);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const [from, setFrom] = useState(day);
  const act = useAct(CloseInstitution, { region, id: institution.id, from }, () => {
    show(from);
    close();
  });
  const ready = isDay(from);
  return (
    <ActDialog danger title={t('closeInstitution')} places={['from']} ready={ready} act={act} close={close}
      says={ready && <><p>{t('willClose', { from, institution: institution.name })} {t('membershipHint')}</p><StillInPost institution={institution.id} from={from} /></>}>
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}

export function DepartmentDialog({ institution, close }: OfInstitution) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { region } = usePlace();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const act = useAct(RegisterDepartment, { region, institution: institution.id, code, name }, close);
  const ready = code.trim() !== '' && name.trim() !== '';
  return (
    <ActDialog title={t('registerDepartment')} places={['code', 'name']} ready={ready} act={act} close={close}
      says={ready && t('willRegisterDepartment', { institution: institution.name, code, name })}>
      <TextField at="code" label={o('code')} value={code} change={setCode} />
      <TextField at="name" label={t('departmentName')} value={name} change={setName} />
    </ActDialog>
  );
}
