/** The numbers of a person's cards: masked, and in full for whoever may see them and says what for. */
import { EyeInvisibleOutlined, EyeOutlined } from '@ant-design/icons';
import { Button, Descriptions, Form, Input, Popover } from 'antd';
import { useState } from 'react';
import type { UnmaskMutation } from '../gql/graphql.ts';
import { useWords } from '../kit/language.tsx';
import { usePlace } from '../kit/place.tsx';
import { Refused } from '../kit/refusal.tsx';
import { unmaskRoles } from '../kit/roles.ts';
import { useSession } from '../kit/session.tsx';
import { useVerb } from '../kit/verb.ts';
import { words as kitWords } from '../kit/words.ts';
import { Unmask } from './organisation.graphql.ts';
import { words } from './words.ts';

interface CardNumbersProps {
  person: string;
  idCard: string | null | undefined;
  bankCard: string | null | undefined;
}

/** Asks for the purpose; gives the numbers to `show`. */
function UnmaskButton({ person, show }: { person: string; show: (numbers: UnmaskMutation['unmaskPerson']) => void }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region } = usePlace();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [unmask, { loading, error }] = useVerb(Unmask);
  const ask = async () => {
    const { data } = await unmask({ region, id: person, purpose });
    if (!data) return;
    setOpen(false);
    show(data.unmaskPerson);
  };
  const asked = (
    <Form layout="vertical" onFinish={() => void ask()}>
      <p className="page-lead">{t('unmaskHint')}</p>
      <Form.Item label={k('purpose')} htmlFor="unmask-purpose" required>
        <Input id="unmask-purpose" maxLength={200} value={purpose} placeholder={k('purposeHint')} onChange={(event) => setPurpose(event.target.value)} />
      </Form.Item>
      <Refused error={error} />
      <Button type="primary" htmlType="submit" loading={loading} disabled={purpose.trim() === ''}>{t('unmask')}</Button>
    </Form>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomLeft" content={asked}>
      <Button size="small" icon={<EyeOutlined aria-hidden />}>{t('unmask')}</Button>
    </Popover>
  );
}

export function CardNumbers({ person, idCard, bankCard }: CardNumbersProps) {
  const t = useWords(words);
  const [full, setFull] = useState<UnmaskMutation['unmaskPerson']>();
  const { region } = usePlace();
  const { holds } = useSession();
  const may = holds(region, unmaskRoles);
  const number = (masked: string | null | undefined, whole: string | null | undefined) => <span className="card-number">{whole ?? masked ?? t('notKept')}</span>;
  return (
    <div className="stack-small">
      <Descriptions size="small" column={1} items={[
        { key: 'idCard', label: t('idCard'), children: number(idCard, full?.idCard) },
        { key: 'bankCard', label: t('bankCard'), children: number(bankCard, full?.bankCard) },
      ]} />
      {full && <Button size="small" icon={<EyeInvisibleOutlined aria-hidden />} onClick={() => setFull(undefined)}>{t('hide')}</Button>}
      {!full && may && (idCard || bankCard) && <UnmaskButton person={person} show={setFull} />}
    </div>
  );
}
