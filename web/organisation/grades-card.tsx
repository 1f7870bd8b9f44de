/** Post grades with their monthly basic standards over time. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Table } from 'antd';
import { useState } from 'react';
import type { GradesQuery } from '../gql/graphql.ts';
import { ActDialog, AtField, useAct } from '../kit/act-dialog.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { moneyFault, MoneyInput } from '../kit/money-input.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { registrars } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { DayField, isDay } from './forms/fields.tsx';
import { useShownPlaces } from './forms/shown-places.tsx';
import { words } from './forms/words.ts';
import { timeText } from './institution-card.tsx';
import { Grades, SetGradeStandard } from './register.graphql.ts';
import { words as ownWords } from './words.ts';

type Grade = GradesQuery['postGrades'][number];

const standardOn = ({ standards }: Grade, day: string) => standards.find(({ validFrom, validUntil }) => validFrom <= day && (!validUntil || validUntil > day));

function StandardDialog({ grade, close }: { grade: Grade; close: () => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { region } = usePlace();
  const { day, show } = useShownPlaces();
  const [monthly, setMonthly] = useState('');
  const [from, setFrom] = useState(day);
  const act = useAct(SetGradeStandard, { region, grade: grade.code, monthly, from }, () => {
    show(from);
    close();
  });
  const ready = monthly !== '' && moneyFault(monthly, '', language) === undefined && isDay(from);
  return (
    <ActDialog title={t('setStandard')} places={['monthly', 'from']} ready={ready} act={act} close={close}
      says={ready && t('willSetStandard', { from, grade: grade.name, before: standardOn(grade, from)?.monthly ?? '–', monthly })}>
      <AtField at="monthly" label={t('standard')} required>{(id) => <MoneyInput id={id} label={t('standard')} value={monthly} change={setMonthly} />}</AtField>
      <DayField value={from} change={setFrom} />
    </ActDialog>
  );
}

export function GradesCard() {
  const t = useWords(words);
  const o = useWords(ownWords);
  const { region } = usePlace();
  const { day } = useShownPlaces();
  const { holds } = useSession();
  const [open, setOpen] = useState<string>();
  const { data, error } = useQuery(Grades, { variables: { region } });
  const grades = data?.postGrades ?? [];
  const grade = grades.find(({ id }) => id === open);
  const may = holds(region, registrars);
  return (
    <Card size="small" title={<h2 className="card-title">{t('grades')}</h2>}>
      <Refused error={error} />
      <p className="quiet">{t('gradesHint')}</p>
      <Table<Grade> size="small" rowKey="id" pagination={false} dataSource={grades} scroll={{ x: 'max-content' }}
        columns={[
          { title: o('grade'), key: 'grade', render: (_, { code, name }) => <>{name} <span className="quiet">{code}</span></> },
          { title: t('standard'), key: 'monthly', align: 'right', render: (_, each) => { const held = standardOn(each, day); return held ? <Money value={held.monthly} /> : '–'; } },
          {
            title: t('standards'), key: 'standards',
            render: (_, { standards }) => standards.toReversed().map(({ id, monthly, validFrom, validUntil }) => <div key={id}><span className="quiet">{timeText(o, validFrom, validUntil)}</span> <Money value={monthly} /></div>),
          },
          ...(may ? [{ title: '', key: 'set', render: (_: unknown, { id }: Grade) => <Button size="small" onClick={() => setOpen(id)}>{t('setStandard')}</Button> }] : []),
        ]} />
      {grade && <StandardDialog grade={grade} close={() => setOpen(undefined)} />}
    </Card>
  );
}
