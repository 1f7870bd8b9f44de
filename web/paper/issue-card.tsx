/** Issues a paper of a posted run: which, to whom, in which unit; looked at before it takes a number. */
import { useQuery } from '@apollo/client/react';
import { Alert, App, Button, Card, Form, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { PaperKind, PaperUnit } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { useVerb } from '../kit/verb.ts';
import { IssuePaper, PaperRun } from './paper.graphql.ts';
import { PrintDialog } from './print-dialog.tsx';
import { words } from './words.ts';

const kinds: readonly PaperKind[] = ['ALLOCATION_NOTICE', 'APPROVAL_FORM', 'STATEMENT'];
const units: readonly PaperUnit[] = ['YUAN', 'WAN'];

export function IssueCard({ run: id }: { run: string }) {
  const t = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const { region } = usePlace();
  const { data, error } = useQuery(PaperRun, { variables: { region, run: id } });
  const [kind, setKind] = useState<PaperKind>('ALLOCATION_NOTICE');
  const [unit, setUnit] = useState<PaperUnit>('YUAN');
  const [recipient, setRecipient] = useState('');
  const [previewing, setPreviewing] = useState(false);
  const [issue, issuing] = useVerb(IssuePaper);
  const run = data?.run;
  if (!run) return <Refused error={error} />;
  if (run.state !== 'POSTED') return <Alert type="info" showIcon title={t('notPosted')} />;
  const submit = async () => {
    const answer = await issue({ region, run: id, kind, unit, recipient: recipient || null });
    if (answer.data) void message.success(t('issued', { number: answer.data.issuePaper.number }));
  };
  const what = [run.institution?.name, say(run.stageTitle), run.period, run.hash.slice(0, 12)].filter(Boolean).join(' ');
  const to = [{ value: '', label: t('everybody') }, ...data.paperRecipients.map(({ code, name }) => ({ value: code, label: `${name} ${code}` }))];
  return (
    <Card size="small" title={<h2>{t('issueTitle', { what })}</h2>}>
      <div className="stack">
        <Form layout="vertical" component="div" className="cards">
          <Form.Item label={t('kind')} htmlFor="paper-kind">
            <Select id="paper-kind" value={kind} onChange={setKind} options={kinds.map((each) => ({ value: each, label: t(`kind_${each}`) }))} />
          </Form.Item>
          <Form.Item label={t('recipient')} htmlFor="paper-recipient">
            <Select id="paper-recipient" showSearch={{ optionFilterProp: 'label' }} value={recipient} onChange={setRecipient} options={to} />
          </Form.Item>
          <Form.Item label={t('unit')}>
            <Segmented aria-label={t('unit')} value={unit} onChange={setUnit} options={units.map((each) => ({ value: each, label: t(`unit_${each}`) }))} />
          </Form.Item>
        </Form>
        <div className="row">
          <Button onClick={() => setPreviewing(true)}>{t('preview')}</Button>
          <Button type="primary" loading={issuing.loading} onClick={() => void submit()}>{t('issue')}</Button>
        </div>
        <Refused error={issuing.error} />
      </div>
      {previewing && (
        <PrintDialog title={t('preview')} close={() => setPreviewing(false)}
          query={{ region: String(region), run: id, kind, unit, ...(recipient === '' ? {} : { recipient }) }} />
      )}
    </Card>
  );
}
