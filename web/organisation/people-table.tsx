/** The people of an institution on a day, page by page. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Input, Table } from 'antd';
import { useState } from 'react';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { registrars } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { RegisterPersonDialog } from './forms/person-dialogs.tsx';
import { words as formWords } from './forms/words.ts';
import { People } from './organisation.graphql.ts';
import { words } from './words.ts';

interface PeopleTableProps {
  institution: string;
  asOf: string | null;
  choose: (person: string) => void;
}

export function PeopleTable({ institution, asOf, choose }: PeopleTableProps) {
  const t = useWords(words);
  const { region } = usePlace();
  const f = useWords(formWords);
  const { holds } = useSession();
  const [text, setText] = useState('');
  const [registering, setRegistering] = useState(false);
  const { data, loading, error, fetchMore } = useQuery(People, { variables: { region, institution, asOf, text: text || null } });
  const info = data?.people.pageInfo;
  const more = () => fetchMore({ variables: { after: info?.endCursor } });
  return (
    <Card size="small" title={<h2 className="card-title">{t('people')}</h2>}
      extra={<span className="row">
        {holds(region, registrars) && <Button onClick={() => setRegistering(true)}>{f('registerPerson')}</Button>}
        <Input.Search aria-label={t('search')} placeholder={t('search')} allowClear style={{ width: 220 }} onSearch={(value) => setText(value.trim())} />
      </span>}>
      <Refused error={error} />
      <Table size="small" rowKey="id" loading={loading} pagination={false} scroll={{ x: 'max-content' }} dataSource={data?.people.edges.map(({ node }) => node) ?? []}
        columns={[
          { title: t('number'), key: 'number', dataIndex: 'code' },
          { title: t('name'), key: 'name', render: (_, { id, name }) => <button type="button" className="text-button" onClick={() => choose(id)}>{name}</button> },
          { title: t('identity'), key: 'identity', render: (_, { identity }) => identity && t(`identity_${identity}`) },
          { title: t('department'), key: 'department', dataIndex: 'department' },
          { title: t('grade'), key: 'grade', render: (_, { grade, gradeName }) => <>{gradeName} <span className="quiet">{grade}</span></> },
        ]} />
      {info?.hasNextPage && <Button type="link" onClick={() => void more()}>{t('more')}</Button>}
      {registering && <RegisterPersonDialog institution={institution} close={() => setRegistering(false)} />}
    </Card>
  );
}
