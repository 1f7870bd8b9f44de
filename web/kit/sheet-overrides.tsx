/** The form by which an office decides single values in the place of a rule's: the rule's value, the decided one, why, and what it changes. */
import { DeleteOutlined } from '@ant-design/icons';
import { Button, Card, Input, Select, Table } from 'antd';
import { useMemo } from 'react';
import { sayDifference, type AmountDifference } from '../../server/core/policy/compare.ts';
import { quantityOf } from '../../server/core/policy/overrides.ts';
import type { Override } from '../../server/core/policy/policy.ts';
import { Field, useLimits } from './field.tsx';
import { unitOfAmount } from './figures.ts';
import { useSay, useWords } from './language.tsx';
import { Money } from './money.tsx';
import { byRules, effectOf, homeOfAmount, overridesTyped, rowsOfOverride, withOverrides, type TypedOverride } from './overriding.ts';
import { isMoneyUnit } from './quantity.ts';
import { printedAt, type Outcome } from './sheet.ts';
import { useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

interface OverrideProps {
  override: Override;
  rules: Outcome;
}

interface Line extends TypedOverride {
  row: string;
}

/** `decisions.leader.7.value`; a single amount has no row in its path. */
const pathOf = (id: string, row: string, field?: string): string => ['decisions', id, ...(row === '' ? [] : [row]), ...(field === undefined ? [] : [field])].join('.');

function OverrideForm({ override, rules }: OverrideProps) {
  const view = useSheet();
  const t = useWords(words);
  const say = useSay();
  const limits = useLimits();
  const { sheet, change, faultsAt, rowTitle, named } = view;
  const { id, title, of } = override;
  const quantity = quantityOf(sheet.policy, override);
  const money = isMoneyUnit(unitOfAmount(sheet.policy, of.amount));
  const typed = overridesTyped(sheet, override);
  const single = homeOfAmount(sheet, of.amount) === undefined;
  const ruled = (row: string): string | undefined => printedAt(rules.printed, of.amount, row === '' ? undefined : row);
  const put = (row: string, part: Partial<TypedOverride>) => change?.(withOverrides(sheet, override, new Map([...typed, [row, { value: '', reason: '', ...typed.get(row), ...part }]])));
  const remove = (row: string) => change?.(withOverrides(sheet, override, new Map([...typed].filter(([each]) => each !== row))));
  const label = (row: string): string => (row === '' ? say(title) : `${rowTitle(row)}${named.has(row) ? ` ${row}` : ''}`);
  const open = rowsOfOverride(sheet, override).filter((row) => !typed.has(row));
  const lines: Line[] = [...typed].map(([row, each]) => ({ row, ...each }));
  return (
    <Card size="small" title={say(title)}>
      <div className="stack-small">
        <p className="quiet">{t('overrideHint')} {limits(quantity)}</p>
        {faultsAt(pathOf(id, ''), title).map((fault) => <div key={fault} className="fault" role="status">{fault}</div>)}
        {lines.length > 0 && (
          <Table<Line> size="small" rowKey="row" pagination={false} dataSource={lines} scroll={{ x: 'max-content' }} columns={[
            { title: t('item'), key: 'row', render: (_, { row }) => label(row) },
            { title: t('byRule'), key: 'rule', align: 'right', render: (_, { row }) => { const value = ruled(row); return value === undefined ? '–' : money ? <Money value={value} /> : value; } },
            {
              title: t('decidedValue'), key: 'value', width: 160,
              render: (_, { row, value }) => (
                <Field inCell label={`${t('decidedValue')} · ${label(row)}`} quantity={quantity} value={value} change={(next) => put(row, { value: next })}
                  faults={[...faultsAt(pathOf(id, row, 'value'), title), ...(row === '' ? [] : faultsAt(pathOf(id, row), title))]} />
              ),
            },
            {
              title: t('reason'), key: 'reason', width: 280,
              render: (_, { row, reason }) => (
                <>
                  <Input size="small" aria-label={`${t('reason')} · ${label(row)}`} value={reason} maxLength={500} onChange={(event) => put(row, { reason: event.target.value })} />
                  {faultsAt(pathOf(id, row, 'reason'), title).map((fault) => <div key={fault} className="fault">{fault}</div>)}
                </>
              ),
            },
            { title: '', key: 'remove', render: (_, { row }) => <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('byRuleAgain', { row: label(row) })} onClick={() => remove(row)} /> },
          ]} />
        )}
        {single && open.length > 0 && <Button onClick={() => put('', { value: ruled('') ?? '' })}>{t('decideOtherwise')}</Button>}
        {!single && open.length > 0 && (
          <Select className="override-row" aria-label={t('decideRow', { title: say(title) })} placeholder={t('decideRow', { title: say(title) })} value={null} showSearch={{ optionFilterProp: 'label' }}
            options={open.map((row) => ({ value: row, label: label(row) }))} onChange={(row: string | null) => row !== null && put(row, { value: ruled(row) ?? '' })} />
        )}
      </div>
    </Card>
  );
}

function Effect({ differences }: { differences: readonly AmountDifference[] }) {
  const t = useWords(words);
  const say = useSay();
  return (
    <Card size="small" title={t('overrideEffect')}>
      {differences.length === 0 ? t('overrideNothing') : <ul className="rules">{differences.map((each) => <li key={each.amount}>{say(sayDifference(each))}</li>)}</ul>}
    </Card>
  );
}

/** Nothing where the reader may decide nothing in the place of a rule. */
export function SheetOverrides() {
  const { sheet, change, editableDecisions, shows } = useSheet();
  const offered = [...sheet.policy.overrides.values()].filter(({ id, of, division }) => division === undefined && change !== undefined && editableDecisions.has(id) && shows(of.amount));
  const used = offered.some((override) => overridesTyped(sheet, override).size > 0);
  const rules = useMemo(() => (offered.length > 0 ? byRules(sheet) : undefined), [sheet, offered.length]);
  const differences = useMemo(() => (used && rules ? effectOf(sheet, rules) : []), [sheet, used, rules]);
  if (!rules) return null;
  return (
    <>
      {offered.map((override) => <OverrideForm key={override.id} override={override} rules={rules} />)}
      {used && <Effect differences={differences} />}
    </>
  );
}
