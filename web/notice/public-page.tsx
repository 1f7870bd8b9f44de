/** A notice that its policy opens to everybody. Its address is behind the `#`, which no server's log sees. */
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useSay, useWords } from '../kit/language.tsx';
import { LanguageSwitch } from '../kit/language-switch.tsx';
import { Page } from '../kit/page.tsx';
import { today } from '../kit/time.ts';
import { PublicNotice } from './notice.graphql.ts';
import { SheetTable } from './sheet.tsx';
import { words } from './words.ts';

export function PublicNoticePage() {
  const t = useWords(words);
  const say = useSay();
  const [[region = '', token = '']] = useState(() => location.hash.slice(1).split('/'));
  const { data, error } = useQuery(PublicNotice, { variables: { region: Number(region), token }, fetchPolicy: 'no-cache' });
  const sheet = data?.publicNotice;
  const title = sheet ? t('sheetTitle', { institution: sheet.institution, month: sheet.period, stage: say(sheet.stageTitle) }) : t('title');
  return (
    <main className="shell-content">
      <Page title={title} lead={sheet && t('sheetLead', { from: today(new Date(sheet.publishedAt)), until: sheet.closesOn, office: say(sheet.ruledBy) })} error={error} waiting={!sheet} extra={<LanguageSwitch />}>
        {sheet && <SheetTable sheet={sheet} />}
      </Page>
    </main>
  );
}
