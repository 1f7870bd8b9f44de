/** The frame of a page: its title, what it needs, and what went wrong. */
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { Refused } from './refusal.tsx';
import { useWords } from './language.tsx';
import { words } from './words.ts';

interface PageProps {
  title: string;
  /** 2 where the page stands beneath another; 1 when left out. */
  level?: 1 | 2;
  lead?: ReactNode;
  extra?: ReactNode;
  error?: unknown;
  retry?: () => void;
  /** True until there is something to show. */
  waiting?: boolean;
  children: ReactNode;
}

export function Page({ title, level = 1, lead, extra, error, retry, waiting = false, children }: PageProps) {
  const t = useWords(words);
  const Heading = level === 1 ? 'h1' : 'h2';
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <Heading>{title}</Heading>
          {lead && <p className="page-lead">{lead}</p>}
        </div>
        {extra && <div className="row">{extra}</div>}
      </div>
      <Refused error={error} retry={retry} />
      {waiting && !error ? <div role="status" aria-busy="true" aria-label={t('loading')}><Skeleton active /></div> : children}
    </div>
  );
}
