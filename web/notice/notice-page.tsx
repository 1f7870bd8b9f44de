/** One notice: its sheet, objecting to it, and what was objected. */
import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ExportButton } from '../kit/export-button.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { bureaus } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { today } from '../kit/time.ts';
import { NoticeById, ObjectionsOfNotice } from './notice.graphql.ts';
import { ObjectDialog } from './object-dialog.tsx';
import { Objections } from './objections.tsx';
import { SheetTable, type SheetRow } from './sheet.tsx';
import { words } from './words.ts';

export function NoticePage() {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { id = '' } = useParams();
  const { region } = usePlace();
  const { holds } = useSession();
  const [objected, setObjected] = useState<SheetRow>();
  const { data, error, refetch } = useQuery(NoticeById, { variables: { region, id } });
  const reads = holds(region, [...bureaus, 'HOSPITAL_HEAD', 'STAFF']);
  const objections = useQuery(ObjectionsOfNotice, { variables: { region, notice: id }, skip: !reads });
  const sheet = data?.noticeSheet;
  const title = sheet ? t('sheetTitle', { institution: sheet.institution, month: sheet.period, stage: say(sheet.stageTitle) }) : t('title');
  const lead = sheet && t('sheetLead', { from: today(new Date(sheet.publishedAt)), until: sheet.closesOn, office: say(sheet.ruledBy) });
  return (
    <Page title={title} lead={lead} error={error} retry={() => void refetch()} waiting={!sheet}
      extra={<ExportButton title={t('print')} path="/notices.pdf" query={{ region: String(region), notice: id, lang: language }} />}>
      {sheet && (
        <div className="stack">
          {sheet.address && <p>{t('address')}: <a href={sheet.address}>{`${location.origin}${sheet.address}`}</a></p>}
          <SheetTable sheet={sheet} object={setObjected} />
          {objected && <ObjectDialog sheet={sheet} row={objected} close={() => setObjected(undefined)} />}
          {reads && objections.data && <Objections title={t('objections')} objections={objections.data.payObjections} />}
        </div>
      )}
    </Page>
  );
}
