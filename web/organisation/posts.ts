/** The posts of a person as they are typed: what is wrong with them, by the rules of the server, and what they change. */
import { readShare, requireTogether, sumOfShares } from '../../server/core/post-shares.ts';
import { Refusal, type Fault } from '../../server/core/refusal.ts';
import type { OnePersonQuery, PostInput } from '../gql/graphql.ts';

export interface PostRow {
  /** Of the row alone. */
  id: string;
  /** Ids; '' while nothing is chosen. */
  institution: string;
  department: string;
  /** The code of a grade. */
  grade: string;
  share: string;
  main: boolean;
  leader: boolean;
}

type Assignment = OnePersonQuery['person']['assignments'][number];

const rowOf = ({ id, institution, department, postGrade, share, main, leader }: Assignment): PostRow =>
  ({ id, institution: institution.id, department: department?.id ?? '', grade: postGrade.code, share, main, leader });

/** The posts that hold on a day. */
export function postsOn(assignments: readonly Assignment[], day: string): PostRow[] {
  return assignments.filter(({ validFrom, validUntil }) => validFrom <= day && (!validUntil || validUntil > day)).map(rowOf);
}

function faultsOf(work: () => unknown): Fault[] {
  try {
    work();
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
}

export interface WhosePosts {
  /** As a refusal names the person. */
  person: string;
  on: string;
  nameOf: (institution: string) => string;
}

/** What is wrong with the rows: each share, then all together. Rows without an institution are not looked at together. */
export function postFaults(rows: readonly PostRow[], { person, on, nameOf }: WhosePosts): Fault[] {
  const shares = rows.flatMap(({ share }, index) => faultsOf(() => readShare(share, `posts[${index}].share`)));
  if (shares.length > 0) return shares;
  const chosen = rows.filter(({ institution }) => institution !== '');
  return faultsOf(() => requireTogether(person, on, chosen.map(({ institution, share, main }) => ({ institution: nameOf(institution), key: institution, share: readShare(share, 'share'), main }))));
}

/** The sum of the shares; undefined while one cannot be read. */
export function shareSum(rows: readonly PostRow[]): string | undefined {
  const faulty = rows.some(({ share }) => faultsOf(() => readShare(share, '')).length > 0);
  return faulty ? undefined : sumOfShares(rows.map(({ share }) => readShare(share, '')));
}

/** True when every row says where and as what. */
export const isComplete = (rows: readonly PostRow[]): boolean => rows.every(({ institution, grade }) => institution !== '' && grade !== '');

export function inputOf({ institution, department, grade, share, main, leader }: PostRow): PostInput {
  return { institution, department: department === '' ? null : department, grade, share, main, leader };
}

const sameText = (row: PostRow): string => JSON.stringify({ ...inputOf(row), share: shareSum([row]) ?? row.share });

/** What ends, goes on and begins when the second posts take the place of the first. */
export function changesOf(before: readonly PostRow[], after: readonly PostRow[]): { ends: PostRow[]; stays: PostRow[]; begins: PostRow[] } {
  const [known, wanted] = [new Set(before.map(sameText)), new Set(after.map(sameText))];
  return {
    ends: before.filter((row) => !wanted.has(sameText(row))), stays: before.filter((row) => wanted.has(sameText(row))), begins: after.filter((row) => !known.has(sameText(row))),
  };
}
