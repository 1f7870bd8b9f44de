/** A file to take away: its purpose is asked for first, since the audit log keeps it. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import { useWords } from './language.tsx';
import { words } from './words.ts';

/** `path` is the file, `query` what is asked of it; empty values are left out. */
export function ExportButton({ title, path, query }: { title: string; path: string; query: Readonly<Record<string, string>> }) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const given = Object.entries({ ...query, purpose: purpose.trim() }).filter(([, value]) => value !== '');
  const asked = (
    <Form layout="vertical" component="div">
      <Form.Item label={t('purpose')} htmlFor="export-purpose" required>
        <Input id="export-purpose" maxLength={200} value={purpose} placeholder={t('purposeHint')} onChange={(event) => setPurpose(event.target.value)} />
      </Form.Item>
      <Button type="primary" icon={<DownloadOutlined aria-hidden />} disabled={purpose.trim() === ''} href={`${path}?${new URLSearchParams(given)}`} download
        onClick={() => setOpen(false)}>{t('download')}</Button>
    </Form>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" destroyOnHidden placement="bottomRight" title={title} content={asked}>
      <Button icon={<DownloadOutlined aria-hidden />}>{title}</Button>
    </Popover>
  );
}
