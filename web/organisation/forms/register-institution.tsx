/** Registers an institution. */
import { useState } from 'react';
import type { InstitutionKind } from '../../gql/graphql.ts';
import { ActDialog, AtField, useAct } from '../../kit/act-dialog.tsx';
import { useWords } from '../../kit/language.tsx';
import { MoneyInput } from '../../kit/money-input.tsx';
import { usePlace } from '../../kit/place.tsx';
import { RegisterInstitution } from '../register.graphql.ts';
import { words as ownWords } from '../words.ts';
import { DayField, isDay, isOutside, KindField, memberInput, MembershipFields, TextField, useConsortia, type Membership } from './fields.tsx';
import { useShownPlaces } from './shown-places.tsx';
import { words } from './words.ts';

const places = ['code', 'name', 'kind', 'consortium', 'role', 'certifiedAllowances', 'from'];

interface Wish {
  code: string;
  name: string;
  kind: InstitutionKind;
  member: Membership;
  allowances: string;
  from: string;
}

export function RegisterInstitutionDialog({ close }: { close: () => void }) {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const { said } = useConsortia();
  const [wish, setWish] = useState<Wish>({ code: '', name: '', kind: 'VILLAGE_CLINIC', member: { consortium: '', role: 'CLINIC' }, allowances: '', from: day });
  const set = (change: Partial<Wish>) => setWish({ ...wish, ...change });
  const { code, name, kind, member, allowances, from } = wish;
  const act = useAct(RegisterInstitution, { region, code, name, kind, member: memberInput(member), certifiedAllowances: allowances === '' ? '0.00' : allowances, from }, (data) => {
    show(from, data.registerInstitution.id);
    close();
  });
  const ready = code.trim() !== '' && name.trim() !== '' && isDay(from);
  return (
    <ActDialog title={t('registerInstitution')} places={places} ready={ready} act={act} close={close}
      says={ready && <>{t('willRegister', { from, code, name, kind: o(`kind_${kind}`), member: said(member) })} {!isOutside(member) && t('membershipHint')}</>}>
      <TextField at="code" label={o('code')} value={code} change={(next) => set({ code: next })} />
      <TextField at="name" label={o('name_institution')} value={name} change={(next) => set({ name: next })} />
      <KindField value={kind} change={(next) => next && set({ kind: next })} />
      <MembershipFields value={member} change={(next) => set({ member: next })} />
      <AtField at="certifiedAllowances" label={t('allowances')} hint={t('allowancesHint')}>
        {(id) => <MoneyInput id={id} label={t('allowances')} value={allowances} change={(next) => set({ allowances: next })} />}
      </AtField>
      <DayField value={from} change={(next) => set({ from: next })} />
    </ActDialog>
  );
}
