/** The county's year with stages of the policy's own, as the demo has it: advances, a working advance and a holdback laid over its budget. */
import { readFileSync } from 'node:fs';
import { withClient } from '../../server/db/roles.ts';
import { loadLibrary } from '../../server/policy/library.ts';
import { proposePolicy, publishPolicy } from '../../server/policy/propose-policy.ts';
import { loadCalendars } from '../../server/run/calendars.ts';
import { moment, type County } from './county.ts';

const seed = (path: string) => readFileSync(new URL(`../../seeds/${path}.yaml`, import.meta.url), 'utf8');

/** Puts it in force in the county from 2026 on. */
export async function publishYear({ database, county }: County): Promise<void> {
  await withClient(database.owner, async (client) => {
    await loadLibrary(client, [seed('policies/ningqiang-2018')]);
    await loadCalendars(client, [seed('calendars/2026')], moment);
  });
  const { region } = county;
  const { id, hash } = await county.as('health', (asking) => proposePolicy(asking, { region, text: seed('demo/ningqiang-year'), reason: '' }));
  await county.as('approver', (asking) => publishPolicy(asking, { region, id, hash }));
}
