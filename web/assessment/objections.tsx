/** The objections of a unit, and the bureau's answers. */
import { Button, Form, Radio, Tag } from 'antd';
import { useState } from 'react';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useSession } from '../kit/session.tsx';
import { instantText } from '../kit/time.ts';
import { useVerb } from '../kit/verb.ts';
import { AnswerObjection } from './assessment.graphql.ts';
import type { Scheme, Unit } from './unit-acts.tsx';
import { words } from './words.ts';

function AnswerDialog({ objection, close }: { objection: string; close: () => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [upheld, setUpheld] = useState(false);
  const [give, { loading, error }] = useVerb(AnswerObjection);
  const submit = async (answer: string) => {
    if (!(await give({ region, objection, upheld, answer })).error) close();
  };
  return (
    <ReasonDialog title={t('answer')} busy={loading} error={error} submit={(answer) => void submit(answer)} close={close}>
      <Form.Item>
        <Radio.Group value={upheld} onChange={(event) => setUpheld(event.target.value === true)} options={[{ value: false, label: t('notUpheld') }, { value: true, label: t('upheld') }]} />
      </Form.Item>
    </ReasonDialog>
  );
}

export function Objections({ unit, scheme }: { unit: Unit; scheme: Scheme }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region } = usePlace();
  const { holds } = useSession();
  const [open, setOpen] = useState<string>();
  const titles = new Map(scheme.indicators.map(({ indicator }) => [indicator.id, say(indicator.title)]));
  return (
    <>
      <ul className="check-list">
        {unit.objections.map(({ id, indicator, text, by, at, answer, upheld }) => (
          <li key={id}>
            <strong>{titles.get(indicator)}</strong> {text} <span className="quiet">{by} {instantText(at, language)}</span>
            <div className="row">
              {answer === null ? <Tag color="warning">{t('waitsAnswer')}</Tag> : <><Tag color={upheld ? 'success' : 'default'}>{t(upheld ? 'upheld' : 'notUpheld')}</Tag>{answer}</>}
              {answer === null && holds(region, ['HEALTH_BUREAU']) && <Button size="small" onClick={() => setOpen(id)}>{t('answer')}</Button>}
            </div>
          </li>
        ))}
      </ul>
      {open && <AnswerDialog objection={open} close={() => setOpen(undefined)} />}
    </>
  );
}
