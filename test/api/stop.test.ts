/** An orderly end: what runs is finished and answered, what comes is not taken. */
import { expect, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { makeCounty } from '../kit/county.ts';
import { serve } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { budgetGiven } from '../kit/year.ts';

test('a mutation that runs when the server is asked to end gets its answer, and its effect is there', async () => {
  const fixture = await makeCounty();
  const served = await serve(fixture.orm);
  const visitor = await served.visitor('health');
  const lock = new pg.Client(fixture.database.owner);
  await lock.connect();
  await lock.query('begin; lock table run in share row exclusive mode');
  const asked = visitor.ask('mutation ($facts: JSONObject!, $decisions: JSONObject!) { prepareBudget(region: 610726, year: 2026, facts: $facts, decisions: $decisions) { state } }', budgetGiven);
  while ((await ownerRows(fixture, "select 1 from pg_stat_activity where datname = current_database() and usename = 'fenpei_app' and wait_event_type = 'Lock'")).length === 0) await pause(10);
  const closed = served.api.close();
  while (await fetch(`${served.base}/healthz`).then(() => true, () => false)) await pause(10);
  await lock.query('commit');
  await lock.end();
  expect((await asked).data).toEqual({ prepareBudget: { state: 'SUBMITTED' } });
  await closed;
  expect(await ownerRows(fixture, 'select state from run')).toEqual([{ state: 'SUBMITTED' }]);
  await fixture.close();
});
