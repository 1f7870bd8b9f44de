/** The batches of a month, their files, and the making of another. */
import { Button, Card, Input, Select, Table } from 'antd';
import { useState } from 'react';
import type { PaymentLayout, PayOutFieldsFragment } from '../gql/graphql.ts';
import { layouts } from '../../server/core/payout/layouts.ts';
import { sumMoney, parseMoney } from '../../server/core/money.ts';
import { ActDialog, AtField, useAct } from '../kit/act-dialog.tsx';
import { ExportButton } from '../kit/export-button.tsx';
import { useLanguage, useWords } from '../kit/language.tsx';
import { Money, moneyText } from '../kit/money.tsx';
import { usePlace } from '../kit/place.tsx';
import { instantText } from '../kit/time.ts';
import { words as kitWords } from '../kit/words.ts';
import { MakePaymentBatch } from './payout.graphql.ts';
import { words } from './words.ts';

const layoutNames = Object.keys(layouts) as PaymentLayout[];

function BatchDialog({ payOut, close }: { payOut: PayOutFieldsFragment; close: () => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const open = payOut.people.filter(({ state }) => state === 'DUE' || state === 'CARD_MISSING' || state === 'RETURNED');
  const [layout, setLayout] = useState<PaymentLayout>('DELIMITED');
  const [purpose, setPurpose] = useState('');
  const [why, setWhy] = useState('');
  const [held, setHeld] = useState<string[]>(open.filter(({ state }) => state === 'CARD_MISSING').map(({ code }) => code));
  const act = useAct(MakePaymentBatch, { region, institution: payOut.institution.id, month: payOut.month, layout, purpose, held: held.map((person) => ({ person, reason: why })) }, close);
  const paid = open.filter(({ code }) => !held.includes(code));
  const ready = purpose.trim() !== '' && (held.length === 0 || why.trim() !== '');
  return (
    <ActDialog title={t('makeBatch')} places={['purpose']} ready={ready} act={act} close={close}
      says={t('willPay', { count: String(paid.length), total: moneyText(sumMoney(paid.map(({ net }) => parseMoney(net, 'net')))), held: String(held.length) })}>
      <AtField at="layout" label={t('layout')} required>
        {(id) => <Select id={id} value={layout} onChange={setLayout} options={layoutNames.map((value) => ({ value, label: t(`layout_${value}`) }))} />}
      </AtField>
      <AtField at="purpose" label={t('purpose')} required>
        {(id) => <Input id={id} maxLength={200} value={purpose} onChange={(event) => setPurpose(event.target.value)} />}
      </AtField>
      <AtField at="held" label={t('hold')} hint={t('holdHint')}>
        {(id) => <Select id={id} mode="multiple" optionFilterProp="label" value={held} onChange={setHeld} options={open.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />}
      </AtField>
      {held.length > 0 && (
        <AtField at="why" label={t('holdReason')} required>
          {(id) => <Input id={id} value={why} onChange={(event) => setWhy(event.target.value)} />}
        </AtField>
      )}
    </ActDialog>
  );
}

export function BatchCard({ payOut, pays }: { payOut: PayOutFieldsFragment; pays: boolean }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { language } = useLanguage();
  const { region } = usePlace();
  const [making, setMaking] = useState(false);
  const due = payOut.people.some(({ state }) => state === 'DUE' || state === 'RETURNED');
  return (
    <Card size="small" title={<h2 className="card-title">{t('batches')}</h2>} extra={pays && due && <Button type="primary" onClick={() => setMaking(true)}>{t('makeBatch')}</Button>}>
      {payOut.batches.length === 0 ? <p className="quiet">{t('noBatch')}</p> : <Table size="small" rowKey="id" pagination={false} scroll={{ x: 'max-content' }} dataSource={payOut.batches}
        columns={[
          { title: t('batch'), dataIndex: 'number' },
          { title: t('layout'), key: 'layout', render: (_, { layout }) => t(`layout_${layout}`) },
          { title: t('count'), dataIndex: 'count', align: 'right' },
          { title: k('withUnit', { title: t('amount'), unit: k('yuan') }), key: 'total', align: 'right', render: (_, { total }) => <Money value={total} /> },
          { title: t('hold'), key: 'held', render: (_, { held }) => held.map(({ code, name, reason }) => <div key={code}>{name} <span className="quiet">{reason}</span></div>) },
          { title: t('made'), key: 'made', render: (_, { madeBy, madeAt }) => t('madeBy', { name: madeBy, at: instantText(madeAt, language) }) },
          { title: t('given'), key: 'given', render: (_, { given }) => given.map(({ purpose, to, at }) => <div key={purpose}>{purpose} <span className="quiet">{t('madeBy', { name: to, at: instantText(at, language) })}</span></div>) },
          ...(pays ? [{
            title: '', key: 'file', render: (_: unknown, { id, layout }: PayOutFieldsFragment['batches'][number]) => (
              <span className="row">
                <ExportButton title={t('takeUtf')} path="/payments/batch" query={{ region: String(region), batch: id, lang: language }} />
                {layout !== 'SHEET' && <ExportButton title={t('takeGb')} path="/payments/batch" query={{ region: String(region), batch: id, lang: language, encoding: 'gb18030' }} />}
              </span>
            ),
          }] : []),
        ]} />}
      {making && <BatchDialog payOut={payOut} close={() => setMaking(false)} />}
    </Card>
  );
}
