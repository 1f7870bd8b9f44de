/** What is printed in schema/ is what there is: `UPDATE=1` writes it anew, and the difference is read in review. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, findBreakingChanges } from 'graphql';
import { printedSchema } from '../server/schema.ts';
import { printCatalogue } from '../server/db/catalogue.ts';
import { withClient } from '../server/db/roles.ts';
import { freshDatabase } from './kit/database.ts';
import { expectGolden } from './kit/ledger.ts';

const kept = new URL('../schema/schema.graphql', import.meta.url);

test('schema/schema.graphql is what the resolvers print', async () => {
  expectGolden(kept, await printedSchema());
});

test('a renamed field would be seen', async () => {
  const stale = readFileSync(kept, 'utf8').replace('  financing: Money!', '  finances: Money!');
  expect(stale).not.toBe(await printedSchema());
  expect(findBreakingChanges(buildSchema(stale), buildSchema(await printedSchema())).map(({ description }) => description)).toEqual(['Budget.finances was removed.']);
});

test('money, days and months are scalars of their own; no field is a float', async () => {
  const text = await printedSchema();
  for (const scalar of ['Money', 'Day', 'Month']) expect(text).toContain(`scalar ${scalar}\n`);
  expect(text).not.toMatch(/\bFloat\b/);
});

/** The changes that break a caller of the released API and are not told in the notes. */
function untold(released: string, present: string, notes: string): string[] {
  return findBreakingChanges(buildSchema(released), buildSchema(present)).map(({ description }) => description).filter((description) => !notes.includes(`- ${description}\n`));
}

test('what breaks callers of the released API is told in docs/api-changes.md, sentence by sentence', async () => {
  const released = readFileSync(new URL('../schema/released.graphql', import.meta.url), 'utf8');
  const notes = readFileSync(new URL('../docs/api-changes.md', import.meta.url), 'utf8');
  const present = await printedSchema();
  expect(untold(released, present, notes)).toEqual([]);
  const broken = present.replace('  financing: Money!', '  finances: Money!');
  expect(untold(present, broken, '')).toEqual(['Budget.financing was removed.']);
  expect(untold(present, broken, '- Budget.financing was removed.\n')).toEqual([]);
});

test('schema/schema.sql is what the migrations make, and a right given beside them would be seen', async () => {
  const database = await freshDatabase();
  try {
    const printed = await withClient(database.owner, printCatalogue);
    expectGolden(new URL('../schema/schema.sql', import.meta.url), printed);
    for (const found of ['create table posting (', 'force row level security', 'create policy region_isolation on run', 'TRIGGER link_follows_head', 'FUNCTION public.entry_text', 'grant update (state) on run']) expect(printed).toContain(found);
    await withClient(database.owner, (client) => client.query('grant delete on posting to fenpei_app'));
    expect(await withClient(database.owner, printCatalogue)).not.toBe(printed);
  } finally {
    await database.drop();
  }
});
