/** The reasons that the policy permits for a change of what is posted, where it names them. */
import { Form, Select } from 'antd';
import type { Policy } from '../../server/core/policy/policy.ts';
import { stageId } from '../../server/core/run-text.ts';
import { useSay, useWords } from './language.tsx';
import { versionWords } from './version-words.ts';

/** Whether a stage is changed only for a reason that is chosen. */
export function asksChangeKind(policy: Policy | undefined, stage: string): boolean {
  return policy?.stages.get(stageId(stage))?.changeReasons !== undefined;
}

export function ChangeKind({ policy, stage, value, change }: { policy: Policy; stage: string; value: string | undefined; change: (kind: string) => void }) {
  const t = useWords(versionWords);
  const say = useSay();
  const reasons = policy.stages.get(stageId(stage))?.changeReasons;
  if (!reasons) return null;
  return (
    <Form.Item label={t('changeKind')} htmlFor="change-kind" required style={{ marginBottom: 0 }}>
      <Select id="change-kind" aria-label={t('changeKind')} value={value ?? null} onChange={(kind: string | null) => kind !== null && change(kind)}
        options={[...reasons].map(([name, title]) => ({ value: name, label: say(title) }))} style={{ minWidth: 200 }} />
    </Form.Item>
  );
}
