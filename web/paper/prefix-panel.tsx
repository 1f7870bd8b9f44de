/** The prefixes of document numbers, and the form that sets the next. */
import { useQuery } from '@apollo/client/react';
import { App, Button, Card, Form, Input, Table } from 'antd';
import { documentNumber } from '../../server/core/document-number.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { DocumentPrefixes, SetDocumentPrefix } from './paper.graphql.ts';
import { words } from './words.ts';

interface Wish {
  prefix: string;
  from: string;
}

export function PrefixPanel() {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region, year } = usePlace();
  const { holds } = useSession();
  const { data, error } = useQuery(DocumentPrefixes, { variables: { region } });
  const [set, setting] = useVerb(SetDocumentPrefix);
  const submit = async (wish: Wish) => {
    const answer = await set({ region, ...wish });
    if (!answer.error) void message.success(t('setDone'));
  };
  if (!data) return <Refused error={error} />;
  return (
    <Card size="small" title={<h2>{t('prefixes')}</h2>}>
      <div className="stack">
        <p className="quiet">{t('prefixHint', { example: documentNumber({ prefix: data.documentPrefixes[0]?.prefix ?? '某卫医共体', year, number: 12 }) })}</p>
        {holds(region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER']) && (
          <Form<Wish> layout="vertical" className="cards" requiredMark={false} initialValues={{ from: today() }} onFinish={(wish) => void submit(wish)}>
            <Form.Item name="prefix" label={t('prefix')} rules={[{ required: true }]}><Input autoComplete="off" maxLength={20} /></Form.Item>
            <Form.Item name="from" label={t('from')} rules={[{ required: true }]}><Input type="date" /></Form.Item>
            <Form.Item label=" " colon={false}><Button type="primary" htmlType="submit" loading={setting.loading}>{t('set')}</Button></Form.Item>
          </Form>
        )}
        <Refused error={setting.error} />
        <Table size="small" rowKey="id" pagination={false} dataSource={data.documentPrefixes}
          columns={[{ title: t('prefix'), dataIndex: 'prefix' }, { title: t('from'), dataIndex: 'validFrom' }]} />
      </div>
    </Card>
  );
}
