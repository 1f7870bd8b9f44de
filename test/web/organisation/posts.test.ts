import { describe, expect, test } from '@jest/globals';
import { changesOf, inputOf, isComplete, postFaults, postsOn, shareSum, type PostRow } from '../../../web/organisation/posts.ts';

const row = (institution: string, share: string, main = false, changes: Partial<PostRow> = {}): PostRow => ({ id: institution, institution, department: '', grade: '十级', share, main, leader: false, ...changes });
const whose = { person: 'N1 王芳', on: '2026-03-01', nameOf: (id: string) => `机构${id}` };
const faults = (...rows: PostRow[]) => postFaults(rows, whose).map(({ at, code }) => `${at} ${code}`);
const ids = ({ ends, stays, begins }: ReturnType<typeof changesOf>) => [ends, stays, begins].map((rows) => rows.map(({ institution }) => institution).join(' '));

describe('what is typed', () => {
  test('has a fault at each share, before the posts are looked at together', () => {
    expect(faults(row('A', 'x', true), row('B', '2'))).toEqual(['posts[0].share NUMBER_UNREADABLE', 'posts[1].share SHARE_NOT_PART']);
    expect(faults(row('A', '0.6', true), row('B', '0.5'))).toEqual(['posts SHARES_OVER_WHOLE']);
    expect(faults(row('A', '0.6', true), row('B', '0.4'))).toEqual([]);
  });

  test('may still lack an institution, and may be nothing', () => {
    expect(faults(row('A', '1', true), row('', '0.4'))).toEqual([]);
    expect(faults()).toEqual([]);
    expect([isComplete([row('', '1')]), isComplete([row('A', '1', true, { grade: '' })]), isComplete([row('A', '1')]), isComplete([])]).toEqual([false, false, true, true]);
  });

  test('adds up exactly, or not at all', () => {
    expect([shareSum([row('A', '0.1'), row('B', '20%')]), shareSum([row('A', '')]), shareSum([])]).toEqual(['0.3', undefined, '0']);
  });

  test('is sent with no department as none', () => {
    expect(inputOf(row('A', '1', true))).toEqual({ institution: 'A', department: null, grade: '十级', share: '1', main: true, leader: false });
  });
});

test('what ends, goes on and begins; a share written otherwise is the same share', () => {
  const before = [row('A', '0.6', true), row('B', '0.4')];
  expect(ids(changesOf(before, [row('A', '60%', true), row('C', '0.4')]))).toEqual(['B', 'A', 'C']);
  expect(ids(changesOf(before, [row('A', '0.6', true, { department: 'D' }), before[1]!]))).toEqual(['A', 'B', 'A']);
  expect(ids(changesOf(before, []))).toEqual(['A B', '', '']);
});

test('the posts of a day: begun, and not ended by then', () => {
  const held = (id: string, validFrom: string, validUntil: string | null) => ({
    id, share: '1', main: true, leader: false, validFrom, validUntil, institution: { id, name: id }, department: null, postGrade: { id: 'g', code: '十级', name: '专业技术十级' },
  });
  const all = [held('past', '2020-01-01', '2026-03-01'), held('now', '2026-03-01', null), held('later', '2026-03-02', null)];
  expect(postsOn(all, '2026-03-01').map(({ institution }) => institution)).toEqual(['now']);
  expect(postsOn(all, '2026-02-28')).toEqual([{ id: 'past', institution: 'past', department: '', grade: '十级', share: '1', main: true, leader: false }]);
});
