/** Objections with what has come of them; whoever may rule does it here. */
import { App, Button, Card } from 'antd';
import { useState } from 'react';
import type { ObjectionFieldsFragment } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { RulePayObjection } from './notice.graphql.ts';
import { words } from './words.ts';

type Objection = ObjectionFieldsFragment;

const colours = { OPEN: 'REVIEWING', REJECTED: 'CLOSED', UPHELD: 'SUBMITTED', RECOMPUTED: 'SUBMITTED', SETTLED: 'POSTED' } as const;

function Ruling({ objection }: { objection: Objection }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const { region } = usePlace();
  const [upheld, setUpheld] = useState<boolean>();
  const [rule, { loading, error }] = useVerb(RulePayObjection);
  const submit = async (reason: string) => {
    const answer = await rule({ region, objection: objection.id, upheld: upheld === true, reason });
    if (answer.error) return;
    void message.success(t('ruled'));
    setUpheld(undefined);
  };
  return (
    <div className="row">
      <Button onClick={() => setUpheld(false)}>{t('reject')}</Button>
      <Button type="primary" onClick={() => setUpheld(true)}>{t('uphold')}</Button>
      {upheld !== undefined && (
        <ReasonDialog title={t(upheld ? 'uphold' : 'reject')} hint={t(upheld ? 'upholdHint' : 'rejectHint')} busy={loading} error={error} submit={(reason) => void submit(reason)} close={() => setUpheld(undefined)} />
      )}
    </div>
  );
}

function Amounts({ objection: { objected, now, difference } }: { objection: Objection }) {
  const t = useWords(words);
  const told = [[t('was'), objected, false], [t('now'), now, false], [t('difference'), difference, true]] as const;
  return (
    <dl className="payslip">
      {told.map(([title, value, signed]) => value !== null && <div key={title} className="payslip-line"><dt>{title}</dt><dd><Money value={value} signed={signed} /></dd></div>)}
    </dl>
  );
}

function ObjectionCard({ objection }: { objection: Objection }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region } = usePlace();
  const { institution, period, stageTitle, name, itemTitle, reason, by, at, files, state, stateTitle, ruling, rulable } = objection;
  return (
    <Card size="small" title={<span className="row">{name} · {period} {say(itemTitle ?? stageTitle)}</span>} extra={<span className={`state state-${colours[state]}`}>{say(stateTitle)}</span>}>
      <div className="stack">
        <span className="quiet">{institution} · {t('said', { by, at: instantText(at, language) })}</span>
        <span>{reason}</span>
        {files.map((file) => <a key={file.id} href={`/pay-evidence?region=${region}&id=${file.id}`} download>{file.name}</a>)}
        <Amounts objection={objection} />
        {ruling && <div><div className="quiet">{t('ruling', { by: ruling.by, at: instantText(ruling.at, language) })}</div>{ruling.reason}</div>}
        {rulable && <Ruling objection={objection} />}
      </div>
    </Card>
  );
}

export function Objections({ objections, title }: { objections: readonly Objection[]; title: string }) {
  const t = useWords(words);
  return (
    <section className="stack" aria-label={title}>
      <h2>{title}</h2>
      {objections.length === 0 && <p className="quiet">{t('noObjections')}</p>}
      <div className="payslips">{objections.map((objection) => <ObjectionCard key={objection.id} objection={objection} />)}</div>
    </section>
  );
}
