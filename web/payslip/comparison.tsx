/** A month against the month before: the causes, which add up to the difference. */
import { useQuery } from '@apollo/client/react';
import { Skeleton } from 'antd';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { PayslipComparison } from './payslip.graphql.ts';
import { words } from './words.ts';

export function Comparison({ person, period }: { person: string; period: string }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region } = usePlace();
  const { data, error } = useQuery(PayslipComparison, { variables: { region, person, period } });
  const told = data?.payslipComparison;
  if (!told) return error ? <Refused error={error} /> : <Skeleton active />;
  const joined = language === 'zh' ? '、' : ', ';
  return (
    <div className="stack">
      <dl className="payslip">
        <div className="payslip-line"><dt>{t('monthOf', { month: told.previous })}</dt><dd><Money value={told.before} /></dd></div>
        {told.causes.map(({ causes, of, amount }) => {
          const title = causes.map(say).join(joined);
          return <div key={`${say(of)}/${title}`} className="payslip-line"><dt>{title}<span className="row-key">{say(of)}</span></dt><dd><Money value={amount} signed /></dd></div>;
        })}
        <div className="payslip-line payslip-sum"><dt>{t('monthOf', { month: period })}</dt><dd><Money value={told.now} /></dd></div>
        <div className="payslip-line"><dt>{t('difference')}</dt><dd><Money value={told.difference} signed /></dd></div>
      </dl>
      {told.changes.length > 0 && (
        <ul className="check-list">
          {told.changes.map(({ title, before, now }) => <li key={say(title)}>{t('changed', { title: say(title), before: before ? say(before) : t('nothingBefore'), now: now ? say(now) : t('nothingBefore') })}</li>)}
        </ul>
      )}
      <p className="quiet">{t('causesHint')}</p>
    </div>
  );
}
