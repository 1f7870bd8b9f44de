/** What may become of a person: entering the register, another employment, other posts, none, and the numbers of their cards. */
import { Input } from 'antd';
import { useState } from 'react';
import { parseBankCard, parseIdCard } from '../../../server/core/card-number.ts';
import { Refusal } from '../../../server/core/refusal.ts';
import type { IdentityKind, OnePersonQuery } from '../../gql/graphql.ts';
import { ActDialog, AtField, useAct } from '../../kit/act-dialog.tsx';
import { sayAtField } from '../../kit/faults.ts';
import { useLanguage, useWords } from '../../kit/language.tsx';
import { usePlace } from '../../kit/place.tsx';
import { words as kitWords } from '../../kit/words.ts';
import { changesOf, inputOf, isComplete, postFaults, postsOn, type PostRow } from '../posts.ts';
import { AssignPerson, ChangeIdentity, RegisterPerson, SetPersonNumbers } from '../register.graphql.ts';
import { words as ownWords } from '../words.ts';
import { DayField, IdentityField, isDay, TextField, type FieldProps } from './fields.tsx';
import { newPost, postPlaces, PostsEditor } from './posts-editor.tsx';
import { useShownPlaces } from './shown-places.tsx';
import { words } from './words.ts';

type Person = OnePersonQuery['person'];
type Numbered = 'idCard' | 'bankCard';

const parsers = { idCard: parseIdCard, bankCard: parseBankCard } as const;

/** What is wrong with a number while it is typed: nothing when it is left out. */
function useNumberFaults(): (at: Numbered, text: string) => string[] {
  const o = useWords(ownWords);
  const { language } = useLanguage();
  return (at, text) => {
    if (text.trim() === '') return [];
    try {
      parsers[at](text, at);
      return [];
    } catch (error) {
      if (error instanceof Refusal) return error.faults.map((fault) => sayAtField(fault, o(at), language));
      throw error;
    }
  };
}

function NumberField({ at, value, change }: FieldProps<string> & { at: Numbered }) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const faultsOf = useNumberFaults();
  const faults = faultsOf(at, value);
  return (
    <AtField at={at} label={o(at)} faults={faults} hint={value.trim() !== '' && faults.length === 0 ? t('numberRight') : undefined}>
      {(id) => <Input id={id} className="card-number" autoComplete="off" spellCheck={false} value={value} onChange={(event) => change(event.target.value)} />}
    </AtField>
  );
}

const given = (text: string): string | null => (text.trim() === '' ? null : text);

/** Says posts in the reader's words. */
function usePostText(): (row: PostRow) => string {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { institutions } = useShownPlaces();
  return ({ institution, grade, share, main }) => t('postText', {
    institution: institutions.find(({ id }) => id === institution)?.name ?? t('elsewhere'), grade, share, main: main ? o('mainPost') : t('sidePost'),
  });
}

function useWhose(person: string, on: string) {
  const { institutions } = useShownPlaces();
  return { person, on, nameOf: (institution: string) => institutions.find(({ id }) => id === institution)?.name ?? '' };
}

export function RegisterPersonDialog({ institution, close }: { institution: string; close: () => void }) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const faultsOf = useNumberFaults();
  const postText = usePostText();
  const [who, setWho] = useState({ code: '', name: '', idCard: '', bankCard: '' });
  const [identity, setIdentity] = useState<IdentityKind>('ESTABLISHMENT');
  const [posts, setPosts] = useState<PostRow[]>(() => [newPost(institution, true)]);
  const [from, setFrom] = useState(day);
  const { code, name, idCard, bankCard } = who;
  const act = useAct(RegisterPerson, { region, code, name, identity, posts: posts.map(inputOf), idCard: given(idCard), bankCard: given(bankCard), from }, () => {
    show(from);
    close();
  });
  const faults = postFaults(posts, useWhose(`${code} ${name}`, from));
  const ready = code.trim() !== '' && name.trim() !== '' && isDay(from) && isComplete(posts) && faults.length + faultsOf('idCard', idCard).length + faultsOf('bankCard', bankCard).length === 0;
  return (
    <ActDialog wide title={t('registerPerson')} places={['code', 'name', 'idCard', 'bankCard', 'from', ...postPlaces(posts)]} ready={ready} act={act} close={close}
      says={ready && t('willRegisterPerson', { from, code, name, identity: o(`identity_${identity}`), posts: posts.length === 0 ? o('none') : posts.map(postText).join(k('listed')) })}>
      <div className="cards">
        <TextField at="code" label={o('number')} value={code} change={(next) => setWho({ ...who, code: next })} />
        <TextField at="name" label={o('name')} value={name} change={(next) => setWho({ ...who, name: next })} />
        <IdentityField value={identity} change={(next) => next && setIdentity(next)} />
        <DayField value={from} change={setFrom} />
        <NumberField at="idCard" value={idCard} change={(next) => setWho({ ...who, idCard: next })} />
        <NumberField at="bankCard" value={bankCard} change={(next) => setWho({ ...who, bankCard: next })} />
      </div>
      <PostsEditor rows={posts} faults={faults} change={setPosts} />
    </ActDialog>
  );
}

interface OfPerson {
  person: Person;
  close: () => void;
}

export function IdentityDialog({ person, close }: OfPerson) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const before = person.identities.findLast(({ validFrom }) => validFrom <= day)?.kind;
  const [kind, setKind] = useState(before);
  const [from, setFrom] = useState(day);
  const act = useAct(ChangeIdentity, { region, person: person.id, kind: kind ?? 'CONTRACT', from }, () => {
    show(from);
    close();
  });
  const ready = kind !== undefined && kind !== before && isDay(from);
  return (
    <ActDialog title={t('changeIdentity')} places={['kind', 'from']} ready={ready} act={act} close={close}
      says={ready && t('willChangeIdentity', { from, name: person.name, before: before ? o(`identity_${before}`) : o('none'), kind: o(`identity_${kind}`) })}>
      <IdentityField value={kind} change={setKind} />
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}

/** All posts from a day on; `leaving` begins with none, which is how somebody leaves. */
export function PostsDialog({ person, close, leaving = false }: OfPerson & { leaving?: boolean }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const postText = usePostText();
  const before = postsOn(person.assignments, day);
  const [posts, setPosts] = useState<PostRow[]>(leaving ? [] : before);
  const [from, setFrom] = useState(day);
  const act = useAct(AssignPerson, { region, person: person.id, posts: posts.map(inputOf), from }, () => {
    show(from);
    close();
  });
  const faults = postFaults(posts, useWhose(`${person.code} ${person.name}`, from));
  const { ends, stays, begins } = changesOf(before, posts);
  const ready = isDay(from) && isComplete(posts) && faults.length === 0 && ends.length + begins.length > 0;
  const told = ([['ends', ends], ['stays', stays], ['begins', begins]] as const).filter(([, rows]) => rows.length > 0);
  return (
    <ActDialog wide={!leaving} danger={posts.length === 0} title={t(leaving ? 'leave' : 'changePosts')} places={['from', ...postPlaces(posts)]} ready={ready} act={act} close={close}
      says={ready && (
        <>
          {posts.length === 0 && <p>{t('willLeave', { from, name: person.name })}</p>}
          <ul className="check-list">{told.map(([what, rows]) => <li key={what}>{t(`willPosts_${what}`, { from, posts: rows.map(postText).join(k('listed')) })}</li>)}</ul>
        </>
      )}>
      {!leaving && <PostsEditor rows={posts} faults={faults} change={setPosts} />}
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}

export function NumbersDialog({ person, close }: OfPerson) {
  const t = useWords(words);
  const { region } = usePlace();
  const faultsOf = useNumberFaults();
  const [numbers, setNumbers] = useState({ idCard: '', bankCard: '' });
  const { idCard, bankCard } = numbers;
  const act = useAct(SetPersonNumbers, { region, person: person.id, idCard: given(idCard), bankCard: given(bankCard) }, close);
  const ready = (given(idCard) ?? given(bankCard)) !== null && faultsOf('idCard', idCard).length + faultsOf('bankCard', bankCard).length === 0;
  return (
    <ActDialog title={t('setNumbers')} places={['idCard', 'bankCard']} ready={ready} act={act} close={close} says={ready && t('willSetNumbers', { name: person.name })}>
      <NumberField at="idCard" value={idCard} change={(next) => setNumbers({ ...numbers, idCard: next })} />
      <NumberField at="bankCard" value={bankCard} change={(next) => setNumbers({ ...numbers, bankCard: next })} />
    </ActDialog>
  );
}
