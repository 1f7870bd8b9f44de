/** Vouchers of whole months for the accounting system: control totals first, then the file. */
import { useQuery } from '@apollo/client/react';
import { Card, Form, Input } from 'antd';
import { useState } from 'react';
import { ExportButton } from '../kit/export-button.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { instantText } from '../kit/time.ts';
import { VoucherMonths } from './paper.graphql.ts';
import { words } from './words.ts';

function Control({ from, to }: { from: string; to: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { region } = usePlace();
  const { data, error } = useQuery(VoucherMonths, { variables: { region, from, to }, fetchPolicy: 'network-only' });
  if (!data) return <Refused error={error} />;
  const { entries, debit, credit, exportedAt, contentHash } = data.voucherPeriod;
  const query = { region: String(region), from, to, lang: language };
  return (
    <>
      <table className="ledger">
        <tbody>
          <tr><th scope="row">{t('entries')}</th><td className="number">{entries}</td></tr>
          <tr><th scope="row">{t('debit')}</th><td className="number"><Money value={debit} /></td></tr>
          <tr><th scope="row">{t('credit')}</th><td className="number"><Money value={credit} /></td></tr>
          <tr><th scope="row">{t('firstExport')}</th><td>{exportedAt ? instantText(exportedAt, language) : t('notExported')} <span className="quiet hash">{contentHash?.slice(0, 12)}</span></td></tr>
        </tbody>
      </table>
      <div className="row">
        <ExportButton title={t('csvUtf8')} path="/vouchers.csv" query={query} />
        <ExportButton title={t('csvGb')} path="/vouchers.csv" query={{ ...query, encoding: 'gb18030' }} />
        <ExportButton title={t('xlsx')} path="/vouchers.xlsx" query={query} />
      </div>
    </>
  );
}

const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export function VouchersPanel() {
  const t = useWords(words);
  const { year } = usePlace();
  const [from, setFrom] = useState(`${year}-01`);
  const [to, setTo] = useState(`${year}-01`);
  return (
    <Card size="small" title={<h2>{t('vouchers')}</h2>}>
      <div className="stack">
        <p className="quiet">{t('monthsOver')}</p>
        <Form layout="vertical" component="div" className="cards">
          <Form.Item label={t('fromMonth')} htmlFor="voucher-from"><Input id="voucher-from" type="month" value={from} onChange={(event) => setFrom(event.target.value)} /></Form.Item>
          <Form.Item label={t('toMonth')} htmlFor="voucher-to"><Input id="voucher-to" type="month" value={to} onChange={(event) => setTo(event.target.value)} /></Form.Item>
        </Form>
        {isMonth(from) && isMonth(to) && <Control key={`${from}/${to}`} from={from} to={to} />}
      </div>
    </Card>
  );
}
