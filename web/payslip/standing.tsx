/** One's place among the same grade: a quarter and rounded marks, nobody's amounts. */
import { useQuery } from '@apollo/client/react';
import { Skeleton } from 'antd';
import { useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { PayslipStandings } from './payslip.graphql.ts';
import { words } from './words.ts';

export function Standing({ person, period }: { person: string; period: string }) {
  const t = useWords(words);
  const say = useSay();
  const { region } = usePlace();
  const { data, error } = useQuery(PayslipStandings, { variables: { region, person, period } });
  const all = data?.payslipStandings;
  if (!all) return error ? <Refused error={error} /> : <Skeleton active />;
  return (
    <div className="stack">
      {all.map(({ payRun, of, gradeName, shown, people, quarter, lower, median, upper }) => (
        <div key={payRun}>
          <strong>{say(of)}</strong>
          {!shown && <p className="quiet">{t('tooFew')}</p>}
          {shown && lower !== null && median !== null && upper !== null && (
            <>
              <p>{t('among', { grade: gradeName ?? '', people: String(people) })} <strong>{t(`quarter_${quarter as 1 | 2 | 3 | 4}`)}</strong></p>
              <dl className="payslip">
                {([['lower', lower], ['median', median], ['upper', upper]] as const).map(([mark, value]) => <div key={mark} className="payslip-line"><dt>{t(mark)}</dt><dd>≈ <Money value={value} /></dd></div>)}
              </dl>
            </>
          )}
        </div>
      ))}
      <p className="quiet">{t('standingHint')}</p>
    </div>
  );
}
