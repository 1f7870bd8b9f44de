/** Reads the posts that somebody is to have from a day, and gives them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { readShare, requireTogether } from '../core/post-shares.ts';
import { compare, parseRate } from '../core/rate.ts';
import { refuse } from '../core/refusal.ts';
import { Department, PostGrade } from '../model/organisation.ts';
import { Assignment, type Person } from '../model/people.ts';
import { openInstitution } from './change.ts';
import { endKnown } from './known-rows.ts';
import { recordPost, type NewPost } from './records.ts';

export interface GivenPost {
  institution: string;
  department: string | null;
  /** Code of the post grade. */
  grade: string;
  /** Of a full post, `0.6`. */
  share: string;
  main: boolean;
  leader: boolean;
}

async function readPost(em: EntityManager, region: number, post: GivenPost, from: string, at: string): Promise<NewPost> {
  const institution = await openInstitution(em, region, post.institution, from, `${at}.institution`);
  const department = post.department === null ? null : await em.findOne(Department, { regionId: region, id: post.department, institution });
  if (post.department !== null && !department) refuse('NOT_FOUND', `${at}.department`, { what: { zh: `${institution.name}的科室`, en: `department of ${institution.name}` }, found: post.department });
  const postGrade = await em.findOne(PostGrade, { regionId: region, code: post.grade });
  if (!postGrade) return refuse('NOT_FOUND', `${at}.grade`, { what: { zh: '岗位等级', en: 'post grade' }, found: post.grade });
  return { institution, department, postGrade, share: readShare(post.share, `${at}.share`), main: post.main, leader: post.leader };
}

/**
 * The posts as they may be given to a person from a day: in institutions that are there, one in each, one of them the main one,
 * shares together at most a whole (INSTITUTION_CLOSED, POST_TWICE, MAIN_POST_NOT_ONE, SHARE_NOT_PART, SHARES_OVER_WHOLE).
 */
export async function readPosts(em: EntityManager, region: number, person: string, given: readonly GivenPost[], from: string): Promise<NewPost[]> {
  const posts: NewPost[] = [];
  for (const [index, post] of given.entries()) posts.push(await readPost(em, region, post, from, `posts[${index}]`));
  requireTogether(person, from, posts.map(({ institution, share, main }) => ({ institution: institution.name, key: institution.id, share, main })));
  return posts;
}

const isSame = (held: Assignment, post: NewPost): boolean => held.validUntil === null && held.institution.id === post.institution.id
  && (held.department?.id ?? null) === (post.department?.id ?? null) && held.postGrade.id === post.postGrade.id
  && compare(parseRate(held.share, 'share'), parseRate(post.share, 'share')) === 0 && held.main === post.main && held.leader === post.leader;

/**
 * From the day on a person has these posts and no others: what stays as it is goes on, the rest ends, what is new begins.
 * Refuses when a post begins later (CHANGE_TOO_EARLY).
 */
export async function replacePosts(em: EntityManager, person: Person, posts: readonly NewPost[], from: string, now: Date): Promise<void> {
  const held = await em.find(Assignment, { regionId: person.regionId, person, knownUntil: null, $or: [{ validUntil: null }, { validUntil: { $gt: from } }] }, { orderBy: { validFrom: 'desc' } });
  const [newest] = held;
  if (newest && newest.validFrom > from) refuse('CHANGE_TOO_EARLY', 'from', { since: newest.validFrom, found: from });
  const begun = posts.filter((post) => !held.some((assignment) => isSame(assignment, post)));
  const ended = held.filter((assignment) => !posts.some((post) => isSame(assignment, post)));
  const knownFrom = await endKnown(em, 'assignment', person.regionId, ended.map(({ id }) => id), from, now); // what ends makes room before what begins
  for (const post of begun) recordPost(em, person, post, { from, knownFrom });
  await em.flush();
}
