/** Objecting to a line: which item, why, and a file that shows it. */
import { App, Form, Select } from 'antd';
import { useState } from 'react';
import { useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useVerb } from '../kit/verb.ts';
import { ObjectToPay } from './notice.graphql.ts';
import type { Sheet, SheetRow } from './sheet.tsx';
import { words } from './words.ts';

const whole = '';

/** Sends the file; resolves to what is wrong with it, in the server's words. */
async function sendFile(region: number, objection: string, file: File): Promise<Error | undefined> {
  const answer = await fetch(`/pay-evidence?${new URLSearchParams({ region: String(region), objection, name: file.name })}`, { method: 'POST', body: file });
  return answer.ok ? undefined : new Error(await answer.text());
}

export function ObjectDialog({ sheet, row, close }: { sheet: Sheet; row: SheetRow; close: () => void }) {
  const t = useWords(words);
  const say = useSay();
  const { message } = App.useApp();
  const { region } = usePlace();
  const [item, setItem] = useState(whole);
  const [file, setFile] = useState<File>();
  const [object, { loading, error }] = useVerb(ObjectToPay);
  const [refused, setRefused] = useState<Error>();
  const submit = async (reason: string) => {
    const answer = await object({ region, notice: sheet.id, line: row.line, item: item === whole ? null : item, reason });
    const made = answer.data?.objectToPay;
    if (!made) return;
    const wrong = file && await sendFile(region, made.id, file);
    if (wrong) return setRefused(wrong);
    void message.success(t('objected'));
    close();
  };
  return (
    <ReasonDialog title={t('object')} hint={t('objectHint', { line: String(row.line), name: row.name })} busy={loading} error={error ?? refused} submit={(reason) => void submit(reason)} close={close}>
      {sheet.items.length > 1 && (
        <Form.Item label={t('item')} htmlFor="objected-item">
          <Select id="objected-item" value={item} onChange={setItem} options={[{ value: whole, label: t('wholeLine') }, ...sheet.items.map(({ step, title }) => ({ value: step, label: say(title) }))]} />
        </Form.Item>
      )}
      <Form.Item label={t('file')} htmlFor="objected-file"><input id="objected-file" type="file" onChange={(event) => setFile(event.target.files?.[0])} /></Form.Item>
    </ReasonDialog>
  );
}
