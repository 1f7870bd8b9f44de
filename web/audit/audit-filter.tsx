/** What of the audit log is asked for. */
import { Button, Card, Form, Input, Select } from 'antd';
import type { AuditKind } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { words } from './words.ts';

/** Empty where nothing is asked; `from` and `to` are days. */
export interface Asked extends Record<string, string> {
  kind: AuditKind | '';
  account: string;
  from: string;
  to: string;
  text: string;
}

export const nothingAsked: Asked = { kind: '', account: '', from: '', to: '', text: '' };

const kinds: readonly AuditKind[] = ['DECISION', 'SIGN_IN', 'PAY_VIEW', 'EXPORT', 'RIGHTS', 'REFUSED'];

export function AuditFilterForm({ asked, ask }: { asked: Asked; ask: (asked: Asked) => void }) {
  const t = useWords(words);
  const options = [{ value: '' as const, label: t('anyKind') }, ...kinds.map((kind) => ({ value: kind, label: t(`kind_${kind}`) }))];
  return (
    <Card size="small">
      <Form<Asked> layout="vertical" className="cards" name="audit" initialValues={asked} onFinish={(given) => ask({ ...given, account: given.account.trim(), text: given.text.trim() })}>
        <Form.Item name="kind" label={t('kind')}><Select options={options} /></Form.Item>
        <Form.Item name="account" label={t('account')}><Input allowClear /></Form.Item>
        <Form.Item name="from" label={t('from')}><Input type="date" /></Form.Item>
        <Form.Item name="to" label={t('to')}><Input type="date" /></Form.Item>
        <Form.Item name="text" label={t('text')}><Input allowClear /></Form.Item>
        <Form.Item label=" " colon={false}><Button type="primary" htmlType="submit">{t('search')}</Button></Form.Item>
      </Form>
    </Card>
  );
}
