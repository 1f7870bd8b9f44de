/** The frame of a page: its title, what it needs, and what went wrong. */
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Refused } from './refusal.tsx';
import { useWords } from './language.tsx';
import { words } from './words.ts';

interface PageProps {
  title: string;
  lead?: ReactNode;
  extra?: ReactNode;
  error?: unknown;
  retry?: () => void;
  /** True until there is something to show. */
  waiting?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, extra, error, retry, waiting = false, children }: PageProps) {
  const t = useWords(words);
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>{title}</h1>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {extra && <div className="row">{extra}</div>}
      </div>
      <Refused error={error} retry={retry} />
      {waiting && !error ? <div aria-busy="true" aria-label={t('loading')}><Skeleton active /></div> : children}
    </div>
  );
}
