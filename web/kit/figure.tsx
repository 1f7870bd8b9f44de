/** A figure that can be asked where it comes from. */
import type { ReactNode } from 'react';
import { useWords } from './language.tsx';
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
