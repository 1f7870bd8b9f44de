/** Invites somebody with a role and the place that it needs: an institution, a department of it, or a person of the register. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import type { Role, RoleInput } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useVerb } from '../kit/verb.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

const Places = graphql(`
  query InvitePlaces($region: Int!, $institutionsAfter: String) {
    institutions(region: $region, first: 500, after: $institutionsAfter) { edges { node { id code name } } pageInfo { ...Rest } }
  }
`);

const Departments = graphql(`
  query InviteDepartments($region: Int!, $institution: ID!) { institution(region: $region, id: $institution) { id departments { id code name } } }
`);

const People = graphql(`query PeopleToInvite($region: Int!, $text: String!) { peopleToInvite(region: $region, text: $text) { id code name institution } }`);

const Invite = graphql(`
  mutation Invite($region: Int!, $login: String!, $name: String!, $roles: [RoleInput!]!) { invite(region: $region, login: $login, name: $name, roles: $roles) }
`);

type Need = 'institution' | 'department' | 'person';

/** What each role is given for; the others are for the whole region. */
const needs: Partial<Record<Role, readonly Need[]>> = {
  HOSPITAL_HEAD: ['institution'], INSTITUTION_FINANCE: ['institution'], PERSONNEL: ['institution'], DEPARTMENT_HEAD: ['institution', 'department'], STAFF: ['person'],
};

const roles: readonly Role[] = [
  'HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU', 'POPULATION_OFFICE', 'FINANCE_OFFICER', 'AUDITOR', 'ADMINISTRATOR',
  'HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL', 'DEPARTMENT_HEAD', 'STAFF',
];

interface Wish {
  login: string;
  name: string;
  role: Role;
  institution?: string;
  department?: string;
  person?: string;
  withBranches?: boolean;
}

export const linkOf = (token: string) => `${location.origin}/invitation#${token}`;

interface SelectProps {
  id?: string;
  value?: string;
  onChange?: (value: string) => void;
}

function DepartmentSelect({ institution, ...field }: SelectProps & { institution: string | undefined }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { data } = useQuery(Departments, { variables: { region, institution: institution ?? '' }, skip: institution === undefined });
  const departments = data?.institution.departments ?? [];
  return <Select {...field} popupMatchSelectWidth={false} style={{ minWidth: 160 }} notFoundContent={t('noDepartments')} options={departments.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))} />;
}

/** People are found by a part of their name or number: the list is not there to be read through. */
function PersonSelect(field: SelectProps) {
  const t = useWords(words);
  const { region } = usePlace();
  const [text, setText] = useState('');
  const { data, previousData } = useQuery(People, { variables: { region, text }, skip: text === '' });
  const people = (data ?? previousData)?.peopleToInvite ?? [];
  return (
    <Select {...field} showSearch={{ filterOption: false, onSearch: (typed) => setText(typed.trim()) }} popupMatchSelectWidth={false} style={{ minWidth: 240 }} placeholder={t('searchPerson')}
      notFoundContent={t(text === '' ? 'searchPerson' : 'noPerson')} options={people.map(({ id, code, name, institution }) => ({ value: id, label: `${code} ${name} · ${institution}` }))} />
  );
}

function InstitutionSelect(field: SelectProps) {
  const { region } = usePlace();
  const { data, fetchMore } = useQuery(Places, { variables: { region } });
  useRest(fetchMore, { institutionsAfter: data?.institutions });
  return (
    <Select {...field} popupMatchSelectWidth={false} style={{ minWidth: 200 }} showSearch={{ optionFilterProp: 'label' }}
      options={nodesOf(data?.institutions).map(({ id, name }) => ({ value: id, label: name }))} />
  );
}

/** The roles that may reach the branches of the consortium that the institution heads. */
const reaching: readonly Role[] = ['HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL'];

function roleInput({ role, institution, department, person, withBranches = false }: Wish): RoleInput {
  const needed = needs[role] ?? [];
  const given = (need: Need, id: string | undefined) => (needed.includes(need) ? id ?? null : null);
  return { role, institution: given('institution', institution), department: given('department', department), person: given('person', person), ...(reaching.includes(role) && { withBranches }) };
}

export function InviteForm() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const [token, setToken] = useState<string>();
  const [invite, { loading, error }] = useVerb(Invite);
  const [form] = Form.useForm<Wish>();
  const role = Form.useWatch('role', form);
  const institution = Form.useWatch('institution', form);
  const needed = (role && needs[role]) ?? [];
  const send = async (wish: Wish) => {
    const answer = await invite({ region, login: wish.login, name: wish.name, roles: [roleInput(wish)] });
    if (answer.data) setToken(answer.data.invite);
  };
  return (
    <Card size="small" title={<h2 className="card-title">{t('invite')}</h2>}>
      <div className="stack">
        <Form<Wish> form={form} layout="inline" requiredMark={false} onFinish={(wish) => void send(wish)}
          onValuesChange={(changed) => { if ('institution' in changed || 'role' in changed) form.resetFields(['department']); }}>
          <Form.Item name="login" label={t('login')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="name" label={t('name')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="role" label={t('role')} rules={[{ required: true }]}>
            <Select popupMatchSelectWidth={false} style={{ minWidth: 160 }} options={roles.map((each) => ({ value: each, label: k(`role_${each}`) }))} />
          </Form.Item>
          {needed.includes('institution') && <Form.Item name="institution" label={t('institution')} rules={[{ required: true }]}><InstitutionSelect /></Form.Item>}
          {role && reaching.includes(role) && <Form.Item name="withBranches" valuePropName="checked"><Checkbox>{t('withBranches')}</Checkbox></Form.Item>}
          {needed.includes('department') && <Form.Item name="department" label={t('department')} rules={[{ required: true }]}><DepartmentSelect institution={institution} /></Form.Item>}
          {needed.includes('person') && <Form.Item name="person" label={t('person')} rules={[{ required: true }]}><PersonSelect /></Form.Item>}
          <Button type="primary" htmlType="submit" loading={loading}>{t('invite')}</Button>
        </Form>
        <Refused error={error} />
        {token !== undefined && <Alert type="success" role="status" title={t('link')} description={<code className="hash">{linkOf(token)}</code>} />}
      </div>
    </Card>
  );
}
