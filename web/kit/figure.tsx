/** A figure that can be asked where it comes from. */
import type { ReactNode } from 'react';
import { parseMoney } from '../../server/core/money.ts';
import { useWords } from './language.tsx';
import { Money, moneyText } from './money.tsx';
import { words } from './words.ts';

interface FigureProps {
  title: string;
  /** What is read aloud. */
  value: string;
  ask: () => void;
  children: ReactNode;
}

export function Figure({ title, value, ask, children }: FigureProps) {
  const t = useWords(words);
  return (
    <button type="button" className="figure" onClick={ask} aria-label={t('explainFigure', { title, value })}>
      {children}
    </button>
  );
}

/** An amount of money, given as the API writes it (`1234.56`), that can be asked where it comes from. */
export function MoneyFigure({ title, value, ask }: { title: string; value: string; ask: () => void }) {
  return <Figure title={title} value={moneyText(parseMoney(value, ''))} ask={ask}><Money value={value} /></Figure>;
}
