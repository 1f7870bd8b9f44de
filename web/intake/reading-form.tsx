/** How the file is read, as it was detected, to be changed. */
import { Card, Form, InputNumber, Select, type SelectProps } from 'antd';
import { useState } from 'react';
import type { ChangeImportReadingMutationVariables, ImportFieldsFragment, ImportPreviewQuery } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { words } from './words.ts';

export type Change = Omit<ChangeImportReadingMutationVariables, 'region' | 'id'>;

interface ReadingFormProps {
  reading: ImportFieldsFragment['reading'];
  preview: ImportPreviewQuery['importPreview'] | undefined;
  disabled: boolean;
  change: (change: Change) => void;
}

const encodings = [{ value: 'UTF_8', label: 'UTF-8' }, { value: 'GB18030', label: 'GB18030 / GBK' }, { value: 'UTF_16LE', label: 'UTF-16' }];
const delimiters = { ',': 'delimiter_comma', ';': 'delimiter_semicolon', '\t': 'delimiter_tab', '|': 'delimiter_bar' } as const;

function Choice({ id, label, ...select }: { id: string; label: string } & SelectProps) {
  return <Form.Item label={label} htmlFor={id}><Select id={id} {...select} /></Form.Item>;
}

/** Typed first, and taken when the field is left; another row begins anew. */
function HeaderRow({ value, disabled, change }: { value: number; disabled: boolean; change: (row: number) => void }) {
  const t = useWords(words);
  const [typed, setTyped] = useState<number | null>(value);
  const take = () => { if (typed !== null && typed !== value) change(typed); };
  return <Form.Item label={t('headerRow')} htmlFor="import-header"><InputNumber id="import-header" min={1} precision={0} value={typed} disabled={disabled} onChange={setTyped} onBlur={take} onPressEnter={take} /></Form.Item>;
}

export function ReadingForm({ reading, preview, disabled, change }: ReadingFormProps) {
  const t = useWords(words);
  const { kind, encoding, delimiter, sheet, headerRow, unit } = reading;
  return (
    <Card size="small" title={<h2 className="card-title">{t('detected')}</h2>}>
      <p className="page-lead">{t('detectedLead')}</p>
      <Form layout="vertical" className="cards" component="div">
        <Form.Item label={t('format')}>{t(`kind_${kind}`)}</Form.Item>
        {kind === 'CSV' && <Choice id="import-encoding" label={t('encoding')} value={encoding} options={encodings} disabled={disabled} onChange={(value: Change['encoding']) => change({ encoding: value })} />}
        {kind === 'CSV' && <Choice id="import-delimiter" label={t('delimiter')} value={delimiter} disabled={disabled} onChange={(value: string) => change({ delimiter: value })}
          options={Object.entries(delimiters).map(([value, key]) => ({ value, label: t(key) }))} />}
        {kind !== 'CSV' && <Choice id="import-sheet" label={t('sheet')} value={sheet} disabled={disabled} onChange={(value: string) => change({ sheet: value })}
          options={(preview?.sheets ?? []).map((value) => ({ value, label: value }))} />}
        <HeaderRow key={headerRow} value={headerRow} disabled={disabled} change={(row) => change({ headerRow: row })} />
        <Choice id="import-unit" label={t('unit')} value={unit} disabled={disabled} onChange={(value: Change['unit']) => change({ unit: value })}
          options={(['YUAN', 'WAN'] as const).map((value) => ({ value, label: t(`unit_${value}`) }))} />
      </Form>
    </Card>
  );
}
