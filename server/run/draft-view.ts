import type { PolicyVersion, Run } from '../model/run.ts';
import type { Draft } from './draft.ts';
import type { DraftView } from './run-views.ts';

/** A draft as the API shows it. */
export function draftView({ version, current, facts, decisions, origins, editable, editableDecisions }: Draft & { version: PolicyVersion; current: Run | null }): DraftView {
  return { policy: version, facts, decisions, origins, editable, editableDecisions, current };
}
