/** A dialog that acts: fields with what the server refuses beside them, and what will be done before it is done. */
import type { OperationVariables, TypedDocumentNode } from '@apollo/client';
import { Alert, App, Form, Modal } from 'antd';
import { createContext, useContext, useId, useMemo, useState, type ReactNode } from 'react';
import { atField } from './faults.ts';
import { useLanguage, useWords } from './language.tsx';
import { faultsTold, Refused } from './refusal.tsx';
import { useVerb } from './verb.ts';
import { words } from './words.ts';

const ErrorContext = createContext<unknown>(undefined);

interface AtFieldProps {
  /** The path by which the server names the field. */
  at: string;
  label: string;
  /** What is wrong already while it is typed. */
  faults?: readonly string[];
  hint?: ReactNode;
  required?: boolean;
  /** Gets the id that the label is for. */
  children: (id: string) => ReactNode;
}

/** A field with its label, its faults beneath it. */
export function AtField({ at, label, faults, hint, required = false, children }: AtFieldProps) {
  const id = useId();
  const { language } = useLanguage();
  const error = useContext(ErrorContext);
  const refused = faultsTold(error).filter((fault) => fault.at === at).map((fault) => atField(fault[language], at, label, language));
  const all = [...new Set(faults && faults.length > 0 ? faults : refused)];
  return (
    <Form.Item label={label} htmlFor={id} required={required} extra={hint} {...(all.length > 0 && { validateStatus: 'error' as const, help: all.map((each) => <div key={each}>{each}</div>) })}>
      {children(id)}
    </Form.Item>
  );
}

export interface Act {
  submit: () => void;
  busy: boolean;
  /** What went wrong with what is typed now: once something is changed, it is no longer said. */
  error: unknown;
}

/** A mutation with what is typed now; `done` comes when it has been done and the page shows it. */
export function useAct<Data, Variables extends OperationVariables>(document: TypedDocumentNode<Data, Variables>, variables: Variables, done: (data: Data) => void): Act {
  const t = useWords(words);
  const { message } = App.useApp();
  const [verb, { loading }] = useVerb(document, { awaitRefetchQueries: true });
  const [refused, setRefused] = useState<{ said: string; error: unknown }>();
  const said = JSON.stringify(variables);
  const submit = async () => {
    const { data, error } = await verb(variables);
    setRefused(error && { said, error });
    if (!data || error) return;
    void message.success(t('actDone'));
    done(data);
  };
  return { submit: () => void submit(), busy: loading, error: refused?.said === said ? refused.error : undefined };
}

interface ActDialogProps {
  title: string;
  /** What will be done, in a sentence or more; nothing while it is not known yet. */
  says: ReactNode;
  /** The paths of the fields that the dialog shows: what the server refuses elsewhere is told below. */
  places: readonly string[];
  ready: boolean;
  act: Act;
  close: () => void;
  danger?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export function ActDialog({ title, says, places, ready, act: { submit, busy, error }, close, danger = false, wide = false, children }: ActDialogProps) {
  const t = useWords(words);
  const form = useId();
  const elsewhere = useMemo(() => {
    const faults = faultsTold(error);
    return faults.length > 0 && faults.every(({ at }) => places.includes(at)) ? undefined : error;
  }, [error, places]);
  return (
    <Modal open title={title} width={wide ? 880 : 560} onCancel={close} okText={title} cancelText={t('cancel')} confirmLoading={busy} destroyOnHidden
      okButtonProps={{ disabled: !ready, danger, htmlType: 'submit', form }}>
      <ErrorContext value={error}>
        <Form id={form} layout="vertical" onFinish={() => ready && submit()}>{children}</Form>
      </ErrorContext>
      {says && <Alert type={danger ? 'warning' : 'info'} role="status" title={t('willDo')} description={says} />}
      <Refused error={elsewhere} />
    </Modal>
  );
}
