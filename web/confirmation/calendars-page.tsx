/** The working days of each year, as they were published. */
import { useQuery } from '@apollo/client/react';
import { Card } from 'antd';
import { useWords } from '../kit/language.tsx';
import { Page } from '../kit/page.tsx';
import { WorkingCalendars } from './confirmation.graphql.ts';
import { words } from './words.ts';

export function CalendarsPage() {
  const t = useWords(words);
  const { data, error, refetch } = useQuery(WorkingCalendars);
  return (
    <Page title={t('calendars')} lead={t('calendarsLead')} error={error} retry={() => void refetch()} waiting={!data}>
      <div className="stack">
        {data?.workingCalendars.map(({ year, document, issuedOn, address, daysOff, daysWorked }) => (
          <Card key={year} size="small" title={t('yearOf', { year: String(year) })}>
            <p><a href={address} target="_blank" rel="noreferrer">{t('notice', { document, day: issuedOn })}</a></p>
            <p>{t('daysOff', { days: daysOff.map((day) => day.slice(5)).join(' ') })}</p>
            <p>{t('daysWorked', { days: daysWorked.map((day) => day.slice(5)).join(' ') })}</p>
          </Card>
        ))}
      </div>
    </Page>
  );
}
