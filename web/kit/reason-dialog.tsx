/** A dialog that asks for a reason, and for what else the act needs. */
import { Form, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useWords } from './language.tsx';
import { Refused } from './refusal.tsx';
import { runWords } from './run-words.ts';

interface ReasonDialogProps {
  title: string;
  hint?: string;
  /** What stands over the reason. */
  children?: ReactNode;
  ready?: boolean;
  busy: boolean;
  error: unknown;
  submit: (reason: string) => void;
  close: () => void;
}

export function ReasonDialog({ title, hint, children, ready = true, busy, error, submit, close }: ReasonDialogProps) {
  const t = useWords(runWords);
  const [reason, setReason] = useState('');
  return (
    <Modal open title={title} onCancel={close} onOk={() => submit(reason)} okText={title} cancelText={t('cancel')} confirmLoading={busy}
      okButtonProps={{ disabled: !ready || reason.trim() === '' }}>
      {hint && <p>{hint}</p>}
      <Form layout="vertical" component="div">
        {children}
        <Form.Item label={t('reason')} htmlFor="act-reason" required>
          <Input.TextArea id="act-reason" rows={3} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
      <Refused error={error} />
    </Modal>
  );
}
