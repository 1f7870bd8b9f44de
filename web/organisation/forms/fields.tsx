/** Fields that several forms of the register have. */
import { useQuery } from '@apollo/client/react';
import { Input, Select } from 'antd';
import type { ConsortiumRole, IdentityKind, InstitutionKind } from '../../gql/graphql.ts';
import { AtField } from '../../kit/act-dialog.tsx';
import { institutionKinds } from '../../kit/institutions.ts';
import { useWords } from '../../kit/language.tsx';
import { usePlace } from '../../kit/place.tsx';
import { JoinChoices } from '../register.graphql.ts';
import { words as ownWords } from '../words.ts';
import { useShownPlaces } from './shown-places.tsx';
import { words } from './words.ts';

export interface FieldProps<Value> {
  value: Value;
  change: (value: Value) => void;
}

export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** The day from which something holds. */
export function DayField({ value, change }: FieldProps<string>) {
  const t = useWords(words);
  return <AtField at="from" label={t('from')} required>{(id) => <Input id={id} type="date" value={value} onChange={(event) => change(event.target.value)} />}</AtField>;
}

export function TextField({ at, label, value, change, hint }: FieldProps<string> & { at: string; label: string; hint?: string }) {
  return <AtField at={at} label={label} required hint={hint}>{(id) => <Input id={id} autoComplete="off" maxLength={100} value={value} onChange={(event) => change(event.target.value)} />}</AtField>;
}

export function KindField({ value, change }: FieldProps<InstitutionKind | undefined>) {
  const t = useWords(ownWords);
  return (
    <AtField at="kind" label={t('kind')} required>
      {(id) => <Select<InstitutionKind> id={id} value={value} onChange={change} options={institutionKinds.map((kind) => ({ value: kind, label: t(`kind_${kind}`) }))} />}
    </AtField>
  );
}

const identities: readonly IdentityKind[] = ['ESTABLISHMENT', 'REGISTERED', 'CONTRACT', 'REHIRED', 'VILLAGE_DOCTOR'];

export function IdentityField({ value, change }: FieldProps<IdentityKind | undefined>) {
  const t = useWords(ownWords);
  return (
    <AtField at="kind" label={t('identity')} required>
      {(id) => <Select<IdentityKind> id={id} value={value} onChange={change} options={identities.map((kind) => ({ value: kind, label: t(`identity_${kind}`) }))} />}
    </AtField>
  );
}

/** A place in a consortium as it is chosen; '' for none. */
export interface Membership {
  consortium: string;
  role: ConsortiumRole;
}

export const isOutside = ({ consortium }: Membership): boolean => consortium === '';
export const memberInput = (member: Membership) => (isOutside(member) ? null : member);

/** The consortia of the region by id, and what a place in one is called. */
export function useConsortia() {
  const { region } = usePlace();
  const t = useWords(ownWords);
  const { data } = useQuery(JoinChoices, { variables: { region } });
  const consortia = data?.consortia ?? [];
  const nameOf = (id: string): string => consortia.find((each) => each.id === id)?.name ?? '';
  const said = (member: Membership): string => (isOutside(member) ? t('none') : t('member', { consortium: nameOf(member.consortium), role: t(`role_${member.role}`) }));
  return { consortia, said };
}

const roles: readonly ConsortiumRole[] = ['HEAD', 'BRANCH', 'CLINIC'];

export function MembershipFields({ value, change }: FieldProps<Membership>) {
  const o = useWords(ownWords);
  const t = useWords(words);
  const { consortia } = useConsortia();
  return (
    <>
      <AtField at="consortium" label={o('belongs')}>
        {(id) => <Select id={id} value={value.consortium} onChange={(consortium) => change({ ...value, consortium })}
          options={[{ value: '', label: t('noConsortium') }, ...consortia.map(({ id: key, name }) => ({ value: key, label: name }))]} />}
      </AtField>
      {!isOutside(value) && (
        <AtField at="role" label={t('roleThere')} required>
          {(id) => <Select<ConsortiumRole> id={id} value={value.role} onChange={(role) => change({ ...value, role })} options={roles.map((role) => ({ value: role, label: o(`role_${role}`) }))} />}
        </AtField>
      )}
    </>
  );
}

/** An institution of the day that the page shows; `without` are not offered. */
export function useInstitutionOptions(without: readonly string[] = []): Array<{ value: string; label: string }> {
  const { institutions } = useShownPlaces();
  return institutions.filter(({ id }) => !without.includes(id)).map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }));
}
