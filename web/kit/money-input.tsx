/** An amount typed in yuan, checked by the core while it is typed. */
import { Input } from 'antd';
import { useId } from 'react';
import { parseNonNegativeMoney } from '../../server/core/money.ts';
import { Refusal, say } from '../../server/core/refusal.ts';
import { useLanguage, useWords } from './language.tsx';
import { words, type Language } from './words.ts';

/** The sentence of what is wrong with a typed amount; nothing when it is right. */
export function moneyFault(text: string, title: string, language: Language): string | undefined {
  try {
    parseNonNegativeMoney(text, title);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map((fault) => say(fault, language)).join(' ');
    throw error;
  }
}

interface MoneyInputProps {
  id: string;
  label: string;
  value: string;
  change: (value: string) => void;
}

export function MoneyInput({ id, label, value, change }: MoneyInputProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const describedBy = useId();
  const fault = value === '' ? undefined : moneyFault(value, label, language);
  return (
    <div>
      <Input id={id} className="number" inputMode="decimal" autoComplete="off" value={value} suffix={t('yuan')} status={fault ? 'error' : undefined}
        aria-invalid={fault !== undefined} aria-describedby={describedBy} onChange={(event) => change(event.target.value)} />
      <div id={describedBy} aria-live="polite">{fault && <div className="fault">{fault}</div>}</div>
    </div>
  );
}
