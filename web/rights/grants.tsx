/** The grants of a region, page by page, each with its end. */
import { useQuery } from '@apollo/client/react';
import { Alert, Button, Card, Table } from 'antd';
import { useState } from 'react';
import { graphql } from '../gql/index.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { HandOverDialog } from './hand-over.tsx';
import { linkOf } from './invite-form.tsx';
import { words } from './words.ts';

const HeldGrants = graphql(`
  query HeldGrants($region: Int!, $after: String) {
    heldGrants(region: $region, first: 50, after: $after, staff: true) {
      edges { cursor node { id account login name role institution withBranches department person validFrom validUntil } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const EndGrant = graphql(`mutation EndGrant($region: Int!, $grant: ID!) { endGrant(region: $region, grant: $grant) }`);

const ResetPassword = graphql(`mutation ResetPassword($region: Int!, $account: ID!) { resetPassword(region: $region, account: $account) }`);

export function Grants() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const { account: me } = useSession();
  const [link, setLink] = useState<string>();
  const [giver, setGiver] = useState<string>();
  const { data, error, fetchMore } = useQuery(HeldGrants, { variables: { region }, fetchPolicy: 'network-only', nextFetchPolicy: 'cache-first' });
  const [end, { error: notEnded }] = useVerb(EndGrant);
  const [reset, { error: notReset }] = useVerb(ResetPassword);
  const info = data?.heldGrants.pageInfo;
  const more = () => fetchMore({ variables: { after: info?.endCursor } });
  const renew = async (account: string) => {
    const answer = await reset({ region, account });
    if (answer.data) setLink(linkOf(answer.data.resetPassword));
  };
  return (
    <Card size="small" title={<h2 className="card-title">{t('grants')}</h2>}>
      <Refused error={error ?? notEnded ?? notReset} />
      {link !== undefined && <Alert type="success" role="status" title={t('link')} description={<code className="hash">{link}</code>} />}
      <Table size="small" rowKey="id" pagination={false} dataSource={data?.heldGrants.edges.map(({ node }) => node) ?? []} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('name'), key: 'name', render: (_, { name, login }) => <>{name} <span className="quiet">{login}</span></> },
          { title: t('role'), key: 'role', render: (_, { role }) => k(`role_${role}`) },
          { title: t('place'), key: 'place', render: (_, { institution, withBranches, department, person }) => [institution, withBranches && t('withBranches'), department, person].filter(Boolean).join(' · ') },
          { title: t('from'), dataIndex: 'validFrom' },
          { title: t('until'), dataIndex: 'validUntil' },
          {
            title: '', key: 'do', render: (_, { id, account, role }) => account !== me.id && (
              <span className="row">
                {role !== 'STAFF' && <Button size="small" onClick={() => setGiver(account)}>{t('handOver')}</Button>}
                <Button size="small" onClick={() => void renew(account)}>{t('reset')}</Button>
                <Button size="small" danger onClick={() => void end({ region, grant: id })}>{t('end')}</Button>
              </span>
            ),
          },
        ]} />
      {info?.hasNextPage && <Button onClick={() => void more()}>{t('more')}</Button>}
      {giver !== undefined && <HandOverDialog from={giver} close={() => setGiver(undefined)} />}
    </Card>
  );
}
