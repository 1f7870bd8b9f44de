/** The rights in a region: for its administrators to give and end, for its auditors to look through. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Form, Input, Select, Table } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import type { Role, SeparationQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Grants } from './grants.tsx';
import { nodesOf } from '../kit/whole.ts';
import { words } from './words.ts';

const Separation = graphql(`
  query Separation($region: Int!) {
    separation(region: $region) { login name stage stageTitle { zh en } prepares { role onBehalfOf } approves { role onBehalfOf } }
  }
`);

const Places = graphql(`query InvitePlaces($region: Int!) { institutions(region: $region, first: 500) { edges { node { id name } } } }`);

const Invite = graphql(`
  mutation Invite($region: Int!, $login: String!, $name: String!, $roles: [RoleInput!]!) { invite(region: $region, login: $login, name: $name, roles: $roles) }
`);

/** The roles that need an institution, and those that need none; a head of department and a member of staff are invited on the command line. */
const institutional: readonly Role[] = ['HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL'];
const regional: readonly Role[] = [
  'HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU', 'POPULATION_OFFICE', 'FINANCE_OFFICER', 'AUDITOR', 'ADMINISTRATOR',
];

const linkOf = (token: string) => `${location.origin}/invitation#${token}`;

interface Wish {
  login: string;
  name: string;
  role: Role;
  institution?: string;
}

function InviteForm() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const [token, setToken] = useState<string>();
  const { data } = useQuery(Places, { variables: { region } });
  const [invite, { loading, error }] = useVerb(Invite);
  const [form] = Form.useForm<Wish>();
  const role = Form.useWatch('role', form);
  const send = async ({ login, name, role: wished, institution }: Wish) => {
    const answer = await invite({ region, login, name, roles: [{ role: wished, institution: institutional.includes(wished) ? institution ?? null : null }] });
    if (answer.data) setToken(answer.data.invite);
  };
  return (
    <Card size="small" title={<h2>{t('invite')}</h2>}>
      <div className="stack">
        <Form<Wish> form={form} layout="inline" requiredMark={false} onFinish={(wish) => void send(wish)}>
          <Form.Item name="login" label={t('login')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="name" label={t('name')} rules={[{ required: true }]}><Input autoComplete="off" /></Form.Item>
          <Form.Item name="role" label={t('role')} rules={[{ required: true }]}>
            <Select popupMatchSelectWidth={false} style={{ minWidth: 160 }} options={[...regional, ...institutional].map((each) => ({ value: each, label: k(`role_${each}`) }))} />
          </Form.Item>
          {role && institutional.includes(role) && (
            <Form.Item name="institution" label={t('institution')} rules={[{ required: true }]}>
              <Select popupMatchSelectWidth={false} style={{ minWidth: 200 }} showSearch={{ optionFilterProp: 'label' }} options={nodesOf(data?.institutions).map(({ id, name }) => ({ value: id, label: name }))} />
            </Form.Item>
          )}
          <Button type="primary" htmlType="submit" loading={loading}>{t('invite')}</Button>
        </Form>
        <Refused error={error} />
        {token !== undefined && <Alert type="success" role="status" title={t('link')} description={<code className="hash">{linkOf(token)}</code>} />}
      </div>
    </Card>
  );
}

type Way = SeparationQuery['separation'][number]['prepares'][number];

function Ways({ ways }: { ways: readonly Way[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const titles = ways.map(({ role, onBehalfOf }) => (onBehalfOf === null ? k(`role_${role}`) : t('lent', { role: k(`role_${role}`), name: onBehalfOf ?? '' })));
  return <>{titles.join(k('listed'))}</>;
}

export function RightsPage() {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { holds } = useSession();
  const administers = holds(region, ['ADMINISTRATOR']);
  const { data, error, refetch } = useQuery(Separation, { variables: { region }, fetchPolicy: 'network-only' });
  return (
    <Page title={t('title')} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data}>
      <div className="stack">
        {administers && <InviteForm />}
        {administers && <Grants />}
        <Card size="small" title={<h2>{t('separation')}</h2>}>
          <p className="quiet">{t('separationHint')}</p>
          <Table size="small" rowKey={({ login, stage }) => `${login} ${stage}`} pagination={false} dataSource={data?.separation ?? []} scroll={{ x: 'max-content' }} locale={{ emptyText: t('nobody') }}
            columns={[
              { title: t('name'), key: 'name', render: (_, { name, login }) => <>{name} <span className="quiet">{login}</span></> },
              { title: t('stage'), key: 'stage', render: (_, { stageTitle }) => say(stageTitle) },
              { title: t('prepares'), key: 'prepares', render: (_, { prepares }) => <Ways ways={prepares} /> },
              { title: t('approves'), key: 'approves', render: (_, { approves }) => <Ways ways={approves} /> },
            ]} />
        </Card>
      </div>
    </Page>
  );
}
