/** The rights in a region: for its administrators to give and end, for its auditors to look through. */
import { useQuery } from '@apollo/client/react';
import { Card, Checkbox, Table } from 'antd';
import { Link } from 'react-router';
import { graphql } from '../gql/index.ts';
import type { SeparationQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Grants } from './grants.tsx';
import { InviteForm } from './invite-form.tsx';
import { words } from './words.ts';

const Separation = graphql(`
  query Separation($region: Int!) {
    separation(region: $region) { login name stage stageTitle { zh en } prepares { role onBehalfOf } approves { role onBehalfOf } }
  }
`);

const LentRoles = graphql(`query LentRoles($region: Int!) { lentRoles(region: $region) { id role from to validFrom validUntil } }`);

type Way = SeparationQuery['separation'][number]['prepares'][number];

function Ways({ ways }: { ways: readonly Way[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const titles = ways.map(({ role, onBehalfOf }) => (onBehalfOf === null ? k(`role_${role}`) : t('lent', { role: k(`role_${role}`), name: onBehalfOf ?? '' })));
  return <>{titles.join(k('listed'))}</>;
}

/** The last day on which a loan holds; the API gives the day after. */
const lastDay = (until: string) => new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10);

/** Everybody lends their own roles, on the page of their account; here is seen what is lent, and until when. */
function Loans() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { data, error } = useQuery(LentRoles, { variables: { region }, fetchPolicy: 'network-only' });
  return (
    <Card size="small" title={<h2 className="card-title">{t('loans')}</h2>} extra={<Link to="/account">{t('lendOwn')}</Link>}>
      <Refused error={error} />
      <p className="quiet">{t('loansHint')}</p>
      <Table size="small" rowKey="id" pagination={false} dataSource={data?.lentRoles ?? []} scroll={{ x: 'max-content' }} locale={{ emptyText: <span className="quiet">{t('noLoans')}</span> }}
        columns={[
          { title: t('role'), key: 'role', render: (_, { role }) => k(`role_${role}`) },
          { title: t('lender'), dataIndex: 'from' },
          { title: t('borrower'), dataIndex: 'to' },
          { title: t('from'), dataIndex: 'validFrom' },
          { title: t('lastDay'), key: 'until', render: (_, { validUntil }) => lastDay(validUntil) },
        ]} />
    </Card>
  );
}

const FactorRule = graphql(`query FactorRule($region: Int!) { secondFactorRequired(region: $region) }`);

const RequireFactor = graphql(`mutation RequireFactor($region: Int!, $required: Boolean!) { requireSecondFactor(region: $region, required: $required) }`);

/** Whether whoever acts for a bureau needs a second factor. */
function Factor() {
  const t = useWords(words);
  const { region } = usePlace();
  const { data, error } = useQuery(FactorRule, { variables: { region }, fetchPolicy: 'network-only' });
  const [require, { loading, error: refused }] = useVerb(RequireFactor);
  return (
    <Card size="small" title={<h2 className="card-title">{t('factor')}</h2>}>
      <Refused error={error ?? refused} />
      <Checkbox checked={data?.secondFactorRequired ?? false} disabled={!data || loading} onChange={({ target }) => void require({ region, required: target.checked })}>{t('factorRequired')}</Checkbox>
    </Card>
  );
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
        {administers && <Factor />}
        <Loans />
        <Card size="small" title={<h2 className="card-title">{t('separation')}</h2>}>
          <p className="quiet">{t('separationHint')}</p>
          <Table size="small" rowKey={({ login, stage }) => `${login} ${stage}`} pagination={false} dataSource={data?.separation ?? []} scroll={{ x: 'max-content' }} locale={{ emptyText: <span className="quiet">{t('nobody')}</span> }}
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
