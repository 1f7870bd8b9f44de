/** The checks of a policy, with the sentence of each that fails. */
import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Card } from 'antd';
import { useSay, useWords } from './language.tsx';
import { words, type Words } from './words.ts';

export interface CheckShown {
  id: string;
  ok: boolean;
  otherwise: string;
  rows: readonly string[];
  title: Words;
  says: Words;
  /** What it has compared, where that is single amounts. */
  compared?: Words;
}

function CheckLine({ check, rowTitle }: { check: CheckShown; rowTitle: (key: string) => string }) {
  const t = useWords(words);
  const say = useSay();
  const verdict = check.ok ? 'checkOk' : check.otherwise === 'block' ? 'checkBlock' : 'checkWarn';
  const Icon = { checkOk: CheckCircleOutlined, checkBlock: CloseCircleOutlined, checkWarn: WarningOutlined }[verdict];
  return (
    <li>
      <Icon className={verdict} aria-hidden /> <strong>{say(check.title)}</strong> <span className={verdict}>{t(verdict)}</span>
      {!check.ok && <div>{say(check.says)}{check.compared && say(check.compared)} {check.rows.length > 0 && t('checkRows', { rows: check.rows.map(rowTitle).join('、') })}</div>}
    </li>
  );
}

export function Checks({ checks, rowTitle }: { checks: readonly CheckShown[]; rowTitle: (key: string) => string }) {
  const t = useWords(words);
  if (checks.length === 0) return null;
  const list = (shown: readonly CheckShown[]) => (
    <ul className="check-list">{shown.map((check) => <CheckLine key={check.id} check={check} rowTitle={rowTitle} />)}</ul>
  );
  const passed = checks.filter(({ ok }) => ok);
  return (
    <Card size="small" title={t('checks')}>
      {list(checks.filter(({ ok }) => !ok))}
      <details><summary>{t('checksPassed', { count: String(passed.length) })}</summary>{list(passed)}</details>
    </Card>
  );
}
