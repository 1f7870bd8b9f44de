/** Which column of the file is which, beside the beginning of the file. */
import { Card, Checkbox, Form, Select, Table } from 'antd';
import type { ImportFieldsFragment, ImportPreviewQuery, ImportTargetsQuery } from '../gql/graphql.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { ScrollRegion } from '../kit/scroll-region.tsx';
import type { Change } from './reading-form.tsx';
import { words } from './words.ts';

type Preview = ImportPreviewQuery['importPreview'];

interface MappingFormProps {
  imported: ImportFieldsFragment;
  target: ImportTargetsQuery['importTargets'][number];
  preview: Preview;
  disabled: boolean;
  change: (change: Change) => void;
}

/** `A`, `Z`, `AA`, as a spreadsheet names its columns. */
function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnLetters(rest)) + String.fromCodePoint(65 + index % 26);
}

function PreviewTable({ preview: { rows }, headerRow }: { preview: Preview; headerRow: number }) {
  const t = useWords(words);
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return (
    <ScrollRegion label={t('preview')}>
      <Table size="small" className="import-preview" rowKey="row" pagination={false} dataSource={rows} rowClassName={({ row }) => (row === headerRow ? 'group-row' : row < headerRow ? 'quiet' : '')}
        columns={[
          { title: t('rowNumber'), dataIndex: 'row', align: 'right' as const },
          ...Array.from({ length: width }, (_, index) => ({ title: columnLetters(index), key: String(index), render: (_value: unknown, { cells }: Preview['rows'][number]) => cells[index] ?? '' })),
        ]} />
    </ScrollRegion>
  );
}

export function MappingForm({ imported, target, preview, disabled, change }: MappingFormProps) {
  const t = useWords(words);
  const say = useSay();
  const headerOf = new Map(imported.columns.map(({ name, header }) => [name, header]));
  const options = preview.headers.map((header) => ({ value: header, label: header }));
  return (
    <Card size="small" title={<h2 className="card-title">{t('mapping')}</h2>}>
      <p className="page-lead">{t('mappingLead')}</p>
      <Form layout="vertical" className="cards" component="div">
        {target.columns.map(({ name, title, required }) => (
          <Form.Item key={name} label={required ? `${say(title)} · ${t('required')}` : say(title)} htmlFor={`import-column-${name}`}>
            <Select id={`import-column-${name}`} showSearch={{ optionFilterProp: 'label' }} allowClear={!required} placeholder={t('notMapped')} value={headerOf.get(name)} options={options} disabled={disabled}
              status={required && !headerOf.has(name) ? 'error' : undefined} onChange={(header: string | undefined) => change({ columns: [{ name, header: header ?? null }] })} />
          </Form.Item>
        ))}
      </Form>
      {target.target === 'INSTITUTION_SPENDING' && (
        <Checkbox checked={imported.followSum} disabled={disabled} onChange={({ target: { checked } }) => change({ followSum: checked })}>{t('followSum')}</Checkbox>
      )}
      <h3 className="section-title">{t('preview')}</h3>
      <PreviewTable preview={preview} headerRow={imported.reading.headerRow} />
    </Card>
  );
}
