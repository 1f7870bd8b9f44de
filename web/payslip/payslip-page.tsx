/** My payslips by month; every line opens its explanation. Made for a phone first. */
import { useQuery } from '@apollo/client/react';
import { Card, Collapse, Empty } from 'antd';
import { Link } from 'react-router';
import { graphql } from '../gql/index.ts';
import type { PayslipsQuery } from '../gql/graphql.ts';
import { useAskRun } from '../kit/ask.tsx';
import { ExportButton } from '../kit/export-button.tsx';
import { MoneyFigure } from '../kit/figure.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { instantText } from '../kit/time.ts';
import { nodesOf, useRest } from '../kit/whole.ts';
import { words as kitWords } from '../kit/words.ts';
import { Comparison } from './comparison.tsx';
import { Standing } from './standing.tsx';
import { Suppose } from './suppose.tsx';
import { words } from './words.ts';

const Payslips = graphql(`
  query Payslips($region: Int!, $year: Int!, $payslipsAfter: String) {
    payslips(region: $region, year: $year, first: 100, after: $payslipsAfter) {
      edges { node {
        period total paidAt
        person { id code name institution { id name } }
        lines { item itemTitle { zh en } amount run step row }
      } }
      pageInfo { ...Rest }
    }
  }
`);

type Payslip = PayslipsQuery['payslips']['edges'][number]['node'];

/** What more there is to ask of a month; each is read when it is opened, and each look is kept in the log. */
function Further({ person, period }: { person: string; period: string }) {
  const t = useWords(words);
  return (
    <Collapse ghost destroyOnHidden items={[
      { key: 'compare', label: t('compare'), children: <Comparison person={person} period={period} /> },
      { key: 'standing', label: t('standing'), children: <Standing person={person} period={period} /> },
      { key: 'suppose', label: t('suppose'), children: <Suppose person={person} period={period} /> },
    ]} />
  );
}

function PayslipCard({ payslip }: { payslip: Payslip }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const { language } = useLanguage();
  const askRun = useAskRun();
  const { region } = usePlace();
  const { person, period, lines, paidAt } = payslip;
  return (
    <Card size="small" title={t('month', { month: period })} extra={<span className="quiet">{paidAt ? t('paid', { at: instantText(paidAt, language) }) : t('notPaid')}</span>}>
      <div className="quiet">{person.name} · {person.institution.name}</div>
      <dl className="payslip">
        {lines.map(({ item, itemTitle, amount, run, step, row }) => (
          <div key={`${run}/${item}`} className="payslip-line">
            <dt>{say(itemTitle)}</dt>
            <dd><MoneyFigure title={say(itemTitle)} value={amount} ask={() => askRun(run, step, row, (code) => (code === person.code ? person.name : code))} /></dd>
          </div>
        ))}
        <div className="payslip-line payslip-sum">
          <dt>{k('withUnit', { title: t('sum'), unit: k('yuan') })}</dt>
          <dd><Money value={sumOf(lines.map(({ amount }) => amount))} /></dd>
        </div>
      </dl>
      <Further person={person.id} period={period} />
      <ExportButton title={t('print')} path="/payslip.pdf" query={{ region: String(region), person: person.id, period, lang: language }} />
    </Card>
  );
}

export function PayslipPage() {
  const t = useWords(words);
  const { region, year } = usePlace();
  const { data, error, refetch, fetchMore } = useQuery(Payslips, { variables: { region, year } });
  useRest(fetchMore, { payslipsAfter: data?.payslips });
  const payslips = nodesOf(data?.payslips);
  return (
    <Page title={t('title')} lead={t('lead')} error={error} retry={() => void refetch()} waiting={!data} extra={<Link to="/notices">{t('toNotices')}</Link>}>
      {data && payslips.length === 0 && <Empty description={t('none', { year: String(year) })} />}
      <div className="payslips">
        {payslips.map((payslip) => (
          <PayslipCard key={`${payslip.person.id}/${payslip.period}`} payslip={payslip} />
        ))}
      </div>
    </Page>
  );
}
