/** One deduction of one person, typed in. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import type { DeductionItem, PayOutFieldsFragment } from '../gql/graphql.ts';
import { deductionItems } from '../../server/core/payout/items.ts';
import { ActDialog, AtField, useAct } from '../kit/act-dialog.tsx';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { GiveDeductions } from './payout.graphql.ts';
import { words } from './words.ts';

export function DeductionDialog({ payOut, close }: { payOut: PayOutFieldsFragment; close: () => void }) {
  const t = useWords(words);
  const { region } = usePlace();
  const [person, setPerson] = useState('');
  const [item, setItem] = useState<DeductionItem>('INCOME_TAX');
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const act = useAct(GiveDeductions, { region, institution: payOut.institution.id, month: payOut.month, rows: [{ person, item, amount }], reason }, close);
  const whose = payOut.people.find(({ code }) => code === person);
  const ready = person !== '' && amount !== '' && reason.trim() !== '';
  return (
    <ActDialog title={t('deduct')} places={['rows[0].person', 'rows[0].item', 'rows[0].amount', 'reason']} ready={ready} act={act} close={close}
      says={ready && t('willDeduct', { person: whose ? `${whose.code} ${whose.name}` : person, month: payOut.month, item: t(`item_${item}`), amount })}>
      <AtField at="rows[0].person" label={t('name')} required>
        {(id) => <Select id={id} showSearch optionFilterProp="label" value={person || null} onChange={setPerson} options={payOut.people.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))} />}
      </AtField>
      <AtField at="rows[0].item" label={t('item')} required>
        {(id) => <Select id={id} value={item} onChange={setItem} options={deductionItems.map((value) => ({ value, label: t(`item_${value}`) }))} />}
      </AtField>
      <AtField at="rows[0].amount" label={t('amountYuan')} required>
        {(id) => <Input id={id} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}
      </AtField>
      <AtField at="reason" label={t('reason')} required>
        {(id) => <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </AtField>
    </ActDialog>
  );
}
