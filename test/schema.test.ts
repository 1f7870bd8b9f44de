/** The printed schema is the schema: `UPDATE=1` writes it anew, and the difference is read in review. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { buildSchema, findBreakingChanges } from 'graphql';
import { printedSchema } from '../server/schema.ts';
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
