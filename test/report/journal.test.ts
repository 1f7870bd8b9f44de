import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { journalOf } from '../../server/report/journal.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, paidBasic } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await fixedTotal(fixture.banner);
  for (const month of ['2010-01', '2010-02', '2010-03', '2010-04', '2010-05', '2010-06']) await paidBasic(fixture.banner, month);
});
afterAll(() => fixture.close());

const page = (first: number, after: string | null = null, login: Login = 'finance', year = 2010) => fixture.banner.as(login, (asking) => journalOf(asking, { region: 150724, year }, { first, after }));

test('pages join up to the whole in the order of posting, also when entries come in between', async () => {
  const all = await ownerRows<{ id: string }>(fixture, 'select id from journal_entry order by posted_at, id');
  const seen: string[] = [];
  let after: string | null = null;
  for (let pages = 0, more = true; more; pages += 1) {
    const { edges, pageInfo } = await page(3, after);
    seen.push(...edges.map(({ cursor, node }) => (expect(cursor).toBe(node.id), cursor)));
    after = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
    if (pages === 0) await paidBasic(fixture.banner, '2010-07');
    expect(pages).toBeLessThan(10);
  }
  const later = await ownerRows<{ id: string }>(fixture, 'select id from journal_entry order by id');
  expect(seen).toEqual(later.map(({ id }) => id));
  expect(seen.slice(0, all.length)).toEqual(all.map(({ id }) => id));
  expect(seen).toHaveLength(8);
});

test('the last page has no next one, an empty one no cursor', async () => {
  const whole = await page(8);
  expect(whole.pageInfo).toEqual({ hasNextPage: false, endCursor: whole.edges.at(-1)?.cursor });
  expect((await page(7)).pageInfo.hasNextPage).toBe(true);
  expect(await page(5, whole.pageInfo.endCursor)).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  expect((await page(5, null, 'finance', 2011)).edges).toEqual([]);
});

test.each([
  ['more than 500 rows', () => page(501), 'LIMIT_TOO_HIGH first'], ['no row', () => page(0), 'LIMIT_TOO_HIGH first'],
  ['a cursor of another making', () => page(5, 'x'), 'CURSOR_UNREADABLE after'], ['a cursor with a statement in it', () => page(5, "' or 1=1 --"), 'CURSOR_UNREADABLE after'],
  ['a head', () => page(5, null, 'head'), 'ROLE_NOT_ALLOWED role'], ['staff', () => page(5, null, 'staffA'), 'ROLE_NOT_ALLOWED role'],
])('%s is refused', async (_what, work, fault) => {
  expect(await refusal(work())).toEqual([fault]);
});
