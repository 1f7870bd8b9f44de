/** Shows the full numbers of a person's cards, for a purpose that is written down with who asked. */
import type { Asking } from '../access/asker.ts';
import { audit, readPurpose } from '../access/audit.ts';
import type { DataKeys } from '../access/data-keys.ts';
import { dayOf } from '../clock.ts';
import type { NumberKind } from '../model/people.ts';
import { openedNumbers } from './person-numbers.ts';
import { personToUnmask } from './sees-people.ts';

/** In the transaction of `asking`: nothing is shown that is not in the audit log. */
export async function unmaskPerson(asking: Asking, keys: DataKeys, input: { region: number; person: string; purpose: string }): Promise<Record<NumberKind, string | null>> {
  const { em, now } = asking;
  const { region } = input;
  const purpose = readPurpose(input.purpose);
  const { person, by } = await personToUnmask(asking, region, input.person, dayOf(now));
  const numbers = await openedNumbers(em, keys, region, person.id);
  const whose = `${person.code} ${person.name}`;
  await audit(asking, region, { action: 'UNMASK_PERSON', subject: { zh: whose, en: whose }, forId: by.actsFor, exported: { rows: 1, purpose, query: 'unmaskPerson' } });
  return numbers;
}
