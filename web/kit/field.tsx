/** One input made from a policy's quantity: the right control, its unit, its limits, and its fault beneath. */
import { Input, Select } from 'antd';
import { useId } from 'react';
import type { Quantity, Scalar } from '../../server/core/policy/policy.ts';
import { isZero } from '../../server/core/rate.ts';
import { useLanguage, useWords } from './language.tsx';
import { scalarText, unitText } from './quantity.ts';
import { words } from './words.ts';

interface FieldProps {
  label: string;
  quantity: Quantity;
  value: string;
  faults: readonly string[];
  change: (value: string) => void;
  /** True in a table cell: no unit, smaller. */
  inCell?: boolean;
  id?: string;
}

/** Not below zero is what everybody expects of an amount, so it is not said. */
function isNought(scalar: Scalar): boolean {
  return typeof scalar === 'object' && isZero(scalar);
}

/** The limits of a quantity in a phrase; nothing when it has none. */
export function useLimits(): (quantity: Quantity) => string {
  const { language } = useLanguage();
  const t = useWords(words);
  return (quantity) => {
    const { atLeast, atMost } = quantity;
    const most = atMost === undefined ? undefined : scalarText(quantity, atMost, language);
    const least = atLeast === undefined || (most === undefined && isNought(atLeast)) ? undefined : scalarText(quantity, atLeast, language);
    if (least !== undefined && most !== undefined) return t('limitBetween', { least, most });
    if (most !== undefined) return t('limitMost', { most });
    return least === undefined ? '' : t('limitLeast', { least });
  };
}

type ControlProps = FieldProps & { describedBy: string };

function ChoiceControl({ label, quantity, value, faults, change, inCell, id, describedBy }: ControlProps) {
  const { language } = useLanguage();
  const t = useWords(words);
  const options = quantity.kind === 'boolean'
    ? [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }]
    : [...(quantity.options ?? [])].map(([key, title]) => ({ value: key, label: title[language] }));
  return (
    <Select
      id={id}
      size={inCell ? 'small' : 'middle'}
      style={{ width: '100%', minWidth: 96 }}
      value={value === '' ? undefined : value}
      options={options}
      onChange={change}
      status={faults.length > 0 ? 'error' : undefined}
      aria-label={label}
      aria-describedby={describedBy}
    />
  );
}

const inputTypes: Partial<Record<Quantity['kind'], string>> = { date: 'date', month: 'month' };
const textual = new Set<Quantity['kind']>(['text', 'reference', 'date', 'month']);

function TextControl({ label, quantity, value, faults, change, inCell, id, describedBy }: ControlProps) {
  const { language } = useLanguage();
  return (
    <Input
      id={id}
      size={inCell ? 'small' : 'middle'}
      className={inCell ? 'cell-input number' : undefined}
      type={inputTypes[quantity.kind] ?? 'text'}
      inputMode={textual.has(quantity.kind) ? undefined : 'decimal'}
      value={value}
      onChange={(event) => change(event.target.value)}
      suffix={inCell ? undefined : unitText(quantity.unit, language) || undefined}
      status={faults.length > 0 ? 'error' : undefined}
      aria-label={label}
      aria-invalid={faults.length > 0}
      aria-describedby={describedBy}
      autoComplete="off"
    />
  );
}

export function Field(props: FieldProps) {
  const describedBy = useId();
  const chosen = props.quantity.kind === 'option' || props.quantity.kind === 'boolean';
  return (
    <div>
      {chosen ? <ChoiceControl {...props} describedBy={describedBy} /> : <TextControl {...props} describedBy={describedBy} />}
      <div id={describedBy} aria-live="polite">
        {props.faults.map((fault) => <div key={fault} className="fault">{fault}</div>)}
      </div>
    </div>
  );
}
