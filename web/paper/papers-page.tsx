/** Papers of posted runs, and vouchers for the accounting system. With `?run=` it is about the papers of one run. */
import { Tabs } from 'antd';
import { useSearchParams } from 'react-router';
import { useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { ChartPanel } from './chart-panel.tsx';
import { IssueCard } from './issue-card.tsx';
import { PrefixPanel } from './prefix-panel.tsx';
import { Register } from './register.tsx';
import { VouchersPanel } from './vouchers-panel.tsx';
import { words } from './words.ts';

export function PapersPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { holds } = useSession();
  const [search] = useSearchParams();
  const run = search.get('run');
  const bureau = holds(region, bureaus);
  const tabs = [
    { key: 'register', label: t('register'), children: <div className="stack">{run !== null && bureau && <IssueCard key={`${region}/${run}`} run={run} />}<Register run={run} /></div> },
    ...(bureau ? [
      { key: 'vouchers', label: t('vouchers'), children: <VouchersPanel key={year} /> },
      { key: 'chart', label: t('chart'), children: <ChartPanel /> },
      { key: 'prefixes', label: t('prefixes'), children: <PrefixPanel /> },
    ] : []),
  ];
  return <Page title={t('title')} lead={t('lead')}><Tabs items={tabs} destroyOnHidden /></Page>;
}
