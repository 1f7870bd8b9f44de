/** A run as somebody sees it who does not make it: its approval and its figures. */
import { useQuery } from '@apollo/client/react';
import { Empty } from 'antd';
import { ConfirmingPanel } from './confirming-panel.tsx';
import { useWords } from './language.tsx';
import { usePlace } from './place.tsx';
import { Refused } from './refusal.tsx';
import { RunPanel } from './run-panel.tsx';
import { RunSurroundings } from './run-around.tsx';
import { RunSheet, type SheetFrame } from './run-sheet.tsx';
import { RunById } from './run.graphql.ts';
import { VersionSheet } from './version-sheet.tsx';
import { words } from './words.ts';

export function SeenRun({ id, ...frame }: SheetFrame & { id: string | undefined }) {
  const t = useWords(words);
  const { region } = usePlace();
  const { data, error } = useQuery(RunById, { variables: { region, id: id ?? '' }, skip: id === undefined });
  if (id === undefined) return <Empty description={t('notDecided')} />;
  if (!data?.run) return <Refused error={error} />;
  return (
    <div className="stack">
      <RunPanel run={data.run} />
      <ConfirmingPanel run={data.run.id} />
      <RunSurroundings run={data.run} mayCorrect={false} rowTitle={(row) => frame.rowNames?.get(row) ?? row} show={(other) => <VersionSheet {...frame} id={other} />} />
      <RunSheet run={data.run} {...frame} />
    </div>
  );
}
