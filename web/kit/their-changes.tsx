/** What another officer changed since one began to type: every value, with the choice of theirs. */
import { Alert, Button } from 'antd';
import type { RunFieldsFragment } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { titleOfPath, valuesOf, withTheirs, type TheirChange } from './meeting.ts';
import type { Sheet } from './sheet.ts';
import { instantText } from './time.ts';
import { versionWords } from './version-words.ts';

interface TheirChangesProps {
  theirs: readonly TheirChange[];
  /** What the other prepared. */
  run: RunFieldsFragment | null;
  sheet: Sheet;
  rowTitle: (row: string) => string;
  change: (next: Sheet) => void;
  close: () => void;
}

export function TheirChanges({ theirs, run, sheet, rowTitle, change, close }: TheirChangesProps) {
  const t = useWords(versionWords);
  const say = useSay();
  const { language } = useLanguage();
  const here = valuesOf(sheet.policy, sheet);
  return (
    <Alert type="warning" showIcon title={t('moved')} action={<Button onClick={close}>{t('seenChanges')}</Button>}
      description={(
        <>
          {run && t('movedBy', { name: run.preparedBy, at: instantText(run.preparedAt, language) })}{t('movedHint')}
          <ul>
            {theirs.map((each) => {
              const now = here.get(each.path) ?? '';
              return (
                <li key={each.path}>
                  {t('theirChange', { title: say(titleOfPath(sheet.policy, each.path, rowTitle)), was: each.was || '–', theirs: each.theirs || '–', now: now || '–' })}{' '}
                  {now !== each.theirs && <Button size="small" onClick={() => change(withTheirs(sheet, each))}>{t('takeTheirs')}</Button>}
                </li>
              );
            })}
          </ul>
        </>
      )} />
  );
}
