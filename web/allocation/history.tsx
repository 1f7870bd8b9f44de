/** Who has changed a division, when, and how. */
import { Card, Timeline } from 'antd';
import type { SecondAllocationFieldsFragment } from '../gql/graphql.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { instantText } from '../kit/time.ts';
import { words } from './words.ts';

type Version = SecondAllocationFieldsFragment['history'][number];

/** What a version gives otherwise than the one before it. */
function changesOf({ amounts }: Version, before: Version | undefined): Array<{ code: string; was: string | undefined; now: string }> {
  const earlier = new Map((before?.amounts ?? []).map(({ code, amount }) => [code, amount]));
  return amounts.filter(({ code, amount }) => earlier.get(code) !== amount).map(({ code, amount }) => ({ code, was: earlier.get(code), now: amount }));
}

export function History({ allocation }: { allocation: SecondAllocationFieldsFragment }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { history, people } = allocation;
  if (history.length === 0) return null;
  const names = new Map(people.map(({ code, name }) => [code, name]));
  return (
    <Card size="small" title={t('history')} className="trail">
      <Timeline items={history.map((version, index) => ({
        key: version.version,
        content: (
          <>
            {version.by}{version.onBehalfOf && `（${t('onBehalfOf', { name: version.onBehalfOf })}）`} {t(`act_${version.act}`)} <span className="quiet">{instantText(version.at, language)}</span>
            {version.reason !== '' && <div>{version.reason}</div>}
            <div className="quiet">{changesOf(version, history[index + 1]).map(({ code, was, now }) => t('changedField', { name: names.get(code) ?? code, was: was ?? t('empty'), theirs: now })).join(language === 'zh' ? '；' : '; ')}</div>
          </>
        ),
      }))} />
    </Card>
  );
}
