/** Another version than the one on the page, to be read. */
import { useQuery } from '@apollo/client/react';
import { usePlace } from './place.tsx';
import { Refused } from './refusal.tsx';
import { RunById } from './run.graphql.ts';
import { RunSheet, type SheetFrame } from './run-sheet.tsx';

export function VersionSheet({ id, ...frame }: SheetFrame & { id: string }) {
  const { region } = usePlace();
  const { data, error } = useQuery(RunById, { variables: { region, id } });
  if (!data?.run) return <Refused error={error} />;
  return <RunSheet run={data.run} {...frame} />;
}
