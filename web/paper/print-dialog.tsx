/** Opens a paper as PDF: in which edition, and for what purpose, which the audit log keeps. */
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useWords } from '../kit/language.tsx';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

/** `query` names the paper, or the run and what to preview. */
export function PrintDialog({ title, query, close }: { title: string; query: Readonly<Record<string, string>>; close: () => void }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const [edition, setEdition] = useState('zh');
  const [purpose, setPurpose] = useState('');
  const asked = new URLSearchParams({ ...query, lang: edition, purpose: purpose.trim() });
  return (
    <Modal open title={title} onCancel={close} footer={[
      <Button key="cancel" onClick={close}>{k('cancel')}</Button>,
      <Button key="open" type="primary" href={`/papers.pdf?${asked}`} target="_blank" disabled={purpose.trim() === ''} onClick={close}>{t('open')}</Button>,
    ]}>
      <Form layout="vertical" component="div">
        <Form.Item label={t('edition')} htmlFor="paper-edition">
          <Select id="paper-edition" value={edition} onChange={setEdition} options={(['zh', 'en'] as const).map((each) => ({ value: each, label: t(`edition_${each}`) }))} />
        </Form.Item>
        <Form.Item label={k('purpose')} htmlFor="paper-purpose" required>
          <Input id="paper-purpose" maxLength={200} value={purpose} placeholder={k('purposeHint')} onChange={(event) => setPurpose(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
