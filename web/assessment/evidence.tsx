/** The files of one indicator or veto: taken away by who may see the unit, added at the stage that is open. */
import { useApolloClient } from '@apollo/client/react';
import { App, Button } from 'antd';
import { useRef, useState } from 'react';
import { evidenceEndings } from '../../server/core/assessment/file-kind.ts';
import { useLanguage, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import type { Unit } from './unit-acts.tsx';
import { words } from './words.ts';

const path = '/assessment-evidence';

interface Told { errors?: Array<{ extensions?: { messages?: { zh: string; en: string } } }> }

export function EvidenceOf({ unit, subject, name, stage }: { unit: Unit; subject: string; name: string; stage: 'SELF' | 'REVIEW' | undefined }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { message } = App.useApp();
  const { region } = usePlace();
  const client = useApolloClient();
  const picker = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    const query = new URLSearchParams({ region: String(region), unit: unit.id, subject, name: file.name });
    const answer = await fetch(`${path}?${query.toString()}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file }).catch(() => undefined);
    setBusy(false);
    if (answer?.ok) return void await client.refetchQueries({ include: 'active' });
    const told = await answer?.json().catch(() => undefined) as Told | undefined;
    void message.error(told?.errors?.[0]?.extensions?.messages?.[language] ?? t('uploadFailed'));
  };
  return (
    <div className="stack" style={{ gap: 4 }}>
      {unit.evidence.filter((file) => file.subject === subject).map((file) => (
        <a key={file.id} href={`${path}?region=${region}&id=${file.id}`} download>{file.name} <span className="quiet">{t(file.stage === 'SELF' ? 'stage_SELF' : 'stage_REVIEW')}</span></a>
      ))}
      {stage && (
        <>
          <input ref={picker} type="file" hidden aria-label={t('uploadOf', { name })} accept={evidenceEndings.map((ending) => `.${ending}`).join(',')}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) void send(file);
            }} />
          <Button size="small" loading={busy} aria-label={t('uploadOf', { name })} onClick={() => picker.current?.click()}>{t('upload')}</Button>
        </>
      )}
    </div>
  );
}
