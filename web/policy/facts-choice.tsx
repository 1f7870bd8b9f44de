/** Where the facts of a trial come from: an example of the policy, a run of the region, an Excel file, or nothing yet. */
import { Alert, Button, Select, Upload } from 'antd';
import { useState } from 'react';
import type { Policy } from '../../server/core/policy/policy.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { usePaidRuns } from './paid-runs.ts';
import { ofExample, type Given } from './trial.ts';
import { words } from './words.ts';

interface Choice {
  value: string;
  label: string;
  given: Given;
}

function useRuns(): Choice[] {
  const t = useWords(words);
  return usePaidRuns().map(({ period, institution, given }) => ({ value: `${institution}/${period}`, label: t('ofRun', { institution, period }), given }));
}

/** Reads and writes facts as a workbook; loaded when it is first wanted. */
const workbook = () => import('./workbook.ts');

export function FactsChoice({ policy, choose }: { policy: Policy; choose: (given: Given) => void }) {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const [chosen, setChosen] = useState('example-0');
  const [fault, setFault] = useState<string>();
  const runs = useRuns();
  const examples = policy.examples.filter(({ refuses }) => refuses === undefined)
    .map((example, index): Choice => ({ value: `example-${index}`, label: t('ofExample', { it: say(example.it) }), given: ofExample(example) }));
  const empty: Choice = { value: 'empty', label: t('empty'), given: { facts: {}, decisions: {} } };
  const choices = [...examples, ...runs, empty];
  const pick = (value: string) => {
    setFault(undefined);
    setChosen(value);
    choose((choices.find((choice) => choice.value === value) ?? empty).given);
  };
  const read = async (file: File) => {
    const { readWorkbook } = await workbook();
    const { given, fault: wrong } = await readWorkbook(policy, file, language);
    setFault(wrong && t(wrong.is, wrong.values));
    if (!given) return;
    setChosen(t('ofFile', { name: file.name }));
    choose(given);
  };
  const save = async () => {
    const { templateOf } = await workbook();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await templateOf(policy, language));
    link.download = `${policy.id}.xlsx`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <>
      <div className="row">
        <label className="row">{t('facts')} <Select aria-label={t('facts')} style={{ minWidth: 320, maxWidth: '70vw' }} value={chosen} onChange={pick} options={choices} popupMatchSelectWidth={false} /></label>
        <Button onClick={() => void save()}>{t('template')}</Button>
        <Upload accept=".xlsx" showUploadList={false} beforeUpload={(file) => { void read(file); return false; }}><Button>{t('upload')}</Button></Upload>
      </div>
      {fault && <Alert type="error" showIcon title={fault} />}
    </>
  );
}

