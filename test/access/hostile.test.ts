/**
 * Every field of the printed schema, asked by every role of a place, aimed at another region and at another institution:
 * no row, no count, and the same refusal for what is foreign and for what does not exist.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { v7 } from 'uuid';
import { hashPassword } from '../../server/access/passwords.ts';
import { inTransaction } from '../../server/db.ts';
import { Account, Role, RoleGrant } from '../../server/model/account.ts';
import { recordAssessment } from '../../server/assessment/entries.ts';
import { loaded, openedRound, ownValues, unitsOf } from '../kit/assessment.ts';
import { banner, makeCounty, ningqiang, password, type County, type Login, type Place } from '../kit/county.ts';
import { registerDepartments } from '../kit/departments.ts';
import { attacksOn, type Target } from '../kit/hostile.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { publishPayOut } from '../kit/payout.ts';
import { publishYear } from '../kit/stages.ts';
import { paidYear, preparedTotal, settledYear, signAll } from '../kit/year.ts';

const full = process.env.FULL === '1';
const attacks = attacksOn(buildSchema(readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8')));
const bound = ['HOSPITAL_HEAD', 'DEPARTMENT_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL', 'STAFF'] as const;
const everyRole = Object.keys(Role) as Role[];
type Asker = readonly [home: number, foreign: number, role: Role | 'nobody'];
const askers = [[banner, ningqiang] as const, [ningqiang, banner] as const].flatMap(([home, foreign]) => (['nobody', ...everyRole] as const).map((role): Asker => [home, foreign, role]));

let fixture: County;
let served: Served;
const targets = new Map<string, Target>();
const canaries = new Map<string, string[]>();
beforeAll(async () => {
  fixture = await makeCounty();
  await publishYear(fixture);
  await publishPayOut(fixture);
  await settledYear(fixture.county);
  await registerDepartments(fixture);
  await paidYear(fixture.banner);
  await signAll(fixture.banner, await preparedTotal(fixture.banner, { institution: fixture.banner.institutions.U02, facts: {}, decisions: {} }));
  await loaded(fixture);
  await assessed(fixture.county, 'headA', 'HA');
  await assessed(fixture.banner, 'head', 'U01');
  await fillTargets();
  served = await serve(fixture.orm);
}, 120_000);
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

/** An open assessment, and the first values of one institution. */
async function assessed(place: Place, head: Login, code: string): Promise<void> {
  const { round } = await openedRound(place, { year: 2025 });
  const unit = (await unitsOf(place, round.id)).get(code)?.unit.id as string;
  await place.as(head, (asking) => recordAssessment(asking, { region: place.region, unit, stage: 'SELF', values: ownValues('65'), notes: [] }));
}

const own: Record<number, string> = { [banner]: 'U01', [ningqiang]: 'HA' };
const other: Record<number, string> = { [banner]: 'U02', [ningqiang]: 'HB' };
const personOf: Record<number, string> = { [banner]: 'A', [ningqiang]: 'HA-1' };
const loginOf = (role: Role, region: number) => `${role}@${region}`;

/** One account for each role of a region, with rows of its own that others may aim at. */
async function addAccounts(region: number): Promise<void> {
  await ownerRows(fixture, `insert into department select region_id, gen_random_uuid(), id, 'D1', '内科' || code from institution where region_id = $1 and code in ($2, $3)`, [region, own[region], other[region]]);
  const [department] = await ownerRows<{ id: string }>(fixture, `select d.id from department d join institution i on i.region_id = d.region_id and i.id = d.institution_id where d.region_id = $1 and i.code = $2 order by d.code limit 1`, [region, own[region]]);
  const [ids] = await ownerRows<{ institution: string; person: string }>(fixture,
    'select a.institution_id as institution, p.id as person from assignment a join person p on p.region_id = a.region_id and p.id = a.person_id where p.region_id = $1 and p.code = $2', [region, personOf[region]]);
  const passwordHash = await hashPassword(password);
  await inTransaction(fixture.orm, [region], async (em) => {
    for (const role of everyRole) {
      const account = em.create(Account, { login: loginOf(role, region), name: `${role} ${region} 某`, passwordHash });
      await em.flush();
      const institutional = role !== 'STAFF' && (bound as readonly Role[]).includes(role);
      em.create(RoleGrant, {
        accountId: account.id, regionCode: region, role, institutionId: institutional ? ids?.institution ?? null : null,
        departmentId: role === 'DEPARTMENT_HEAD' ? department?.id ?? null : null, personId: role === 'STAFF' ? ids?.person ?? null : null, validFrom: '2009-01-01', validUntil: null,
        withBranches: role === 'HOSPITAL_HEAD' && region === ningqiang,
      });
    }
  });
}

/** A file of a region, and an import that reads it. */
async function importOf(region: number): Promise<Pick<Target, 'import' | 'file'>> {
  const [file] = await ownerRows<{ id: string }>(fixture, `insert into import_file select $1, gen_random_uuid(), '支出.csv', encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 3, id, now() from account limit 1 returning id`, [region]);
  await ownerRows(fixture, "insert into import_part values ($1, $2, 0, 'a,b')", [region, file?.id]);
  const [imported] = await ownerRows<{ id: string }>(fixture, `insert into import (region_id, id, file_id, target, state, reading, columns, follow_sum, rows, position, started_by_id, started_at)
    select region_id, gen_random_uuid(), id, 'SPENDING', 'OPEN', '{"kind":"csv","encoding":"utf-8","delimiter":",","sheet":null,"headerRow":1,"unit":"YUAN"}', '{}', false, 0, 0, uploaded_by_id, now() from import_file where id = $1 returning id`, [file?.id]);
  return { import: imported?.id ?? '', file: file?.id ?? '' };
}

async function targetOf(region: number, code: string): Promise<Target> {
  const one = async (statement: string, ...values: unknown[]) => (await ownerRows<{ id: string }>(fixture, statement, [region, ...values]))[0]?.id ?? v7();
  const institution = await one('select id from institution where region_id = $1 and code = $2', code);
  const mine = code === own[region]; // of one's own place also the runs of the consortia
  const run = await one('select id from run where region_id = $1 and (institution_id = $2::uuid or ($3::boolean and institution_id is null)) order by institution_id nulls last, id limit 1', institution, mine);
  const [account] = await ownerRows<{ id: string; login: string; grant: string }>(fixture, `select a.id, a.login, g.id as grant from account a join role_grant g on g.account_id = a.id
    where g.region_code = $1 and a.login like '%@%' order by a.login limit 1`, [region]);
  const [session] = await ownerRows<{ id: string }>(fixture, `insert into session (token_hash, id, account_id, started_at, seen_at, expires_at, agent)
    values (encode(sha256(gen_random_uuid()::text::bytea), 'hex'), gen_random_uuid(), $1, now(), now(), now() + interval '1 hour', 'theirs') returning id`, [account?.id]);
  const [token] = await ownerRows<{ id: string }>(fixture, `insert into access_token (id, account_id, token_hash, name, scope, region_code, made_at, expires_at)
    values (gen_random_uuid(), $1, encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 'theirs', 'READ', $2, now(), now() + interval '1 day') returning id`, [account?.id, region]);
  const [delegation] = await ownerRows<{ id: string }>(fixture, `insert into delegation (id, grant_id, from_id, to_id, valid_from, valid_until, made_at)
    select gen_random_uuid(), $2, $1, a.id, '2020-01-01', '2999-01-01', now() from account a where a.login = 'nobody' returning id`, [account?.id, account?.grant]);
  return {
    region, institution, run, confirmed: await one('select run_id as id from confirmation_call where region_id = $1 limit 1'), hash: 'x', successor: await one('select id from institution where region_id = $1 and code <> $2 order by code limit 1', code),
    consortium: await one('select id from consortium where region_id = $1 order by code desc limit 1'),
    person: await one('select p.id from person p join assignment a on a.region_id = p.region_id and a.person_id = p.id where p.region_id = $1 and a.institution_id = $2::uuid order by p.code limit 1', institution),
    department: await one('select id from department where region_id = $1 and institution_id = $2::uuid order by code limit 1', institution),
    payRun: await one('select id from pay_run where region_id = $1 and institution_id = $2::uuid order by kind desc limit 1', institution),
    notice: await one('select n.id from notice n join pay_run p on p.region_id = n.region_id and p.id = n.pay_run_id where n.region_id = $1 and p.institution_id = $2::uuid limit 1', institution),
    payObjection: v7(),
    policy: await one('select id from policy_version where region_id = $1 limit 1'),
    account: account?.id ?? '', login: account?.login ?? '', grant: account?.grant ?? '', delegation: delegation?.id ?? '', session: session?.id ?? '', token: token?.id ?? '', invitation: v7(), ...await importOf(region),
    scheme: await one('select id from assessment_scheme where region_id = $1'), round: await one('select id from assessment_round where region_id = $1'),
    unit: await one('select id from assessment_unit where region_id = $1 and institution_id = $2::uuid', institution), code,
    objection: await one("insert into assessment_objection select u.region_id, gen_random_uuid(), u.id, 'cost_growth', 'theirs', a.id, now(), null, null, null, null from assessment_unit u, account a where u.region_id = $1 and u.institution_id = $2::uuid and a.login = 'nobody' on conflict do nothing returning id", institution),
  };
}

const idle = (region: number): Target => ({
  region, institution: v7(), successor: v7(), consortium: v7(), person: v7(), department: v7(), run: v7(), confirmed: v7(), hash: 'x', payRun: v7(), notice: v7(), payObjection: v7(), policy: v7(), account: v7(), login: `nobody-${v7()}`, grant: v7(), delegation: v7(), session: v7(), token: v7(), invitation: v7(),
  scheme: v7(), round: v7(), unit: v7(), code: `nobody-${v7()}`, objection: v7(),
  import: v7(), file: v7(),
});

/** Texts that only the rows of a region hold, or of one institution; not its code, by which the consortia's runs name it to all heads. */
async function canariesOf(region: number, code?: string): Promise<string[]> {
  const rows = await ownerRows<{ text: string }>(fixture, `
    with i as (select * from institution where region_id = $1 and ($2::text is null or code = $2)),
      r as (select r.* from run r where r.region_id = $1 and ($2::text is null or r.institution_id in (select id from i)))
    select id::text as text from i
    union select name from institution_version where region_id = $1 and institution_id in (select id from i)
    union select code from i where $2::text is null
    union select unnest(array[p.id::text, p.code]) from person p join assignment a on a.region_id = p.region_id and a.person_id = p.id where p.region_id = $1 and a.institution_id in (select id from i) and length(p.code) > 1
    union select unnest(array[id::text, hash, facts_hash]) from r
    union select id::text from pay_total where region_id = $1 and institution_id in (select id from i)
    union select id::text from assessment_unit where region_id = $1 and institution_id in (select id from i)
    union select id::text from pay_run where region_id = $1 and institution_id in (select id from i)
    union select unnest(array[id::text, name]) from consortium where region_id = $1 and $2::text is null
    union select unnest(array[id::text, file_id::text]) from import where region_id = $1 and $2::text is null
    union select unnest(array[login, id::text]) from account where login like '%@' || $1 and $2::text is null`, [region, code ?? null]);
  const texts = (await ownerRows<{ text: string }>(fixture, 'select text from policy_version')).map(({ text }) => text);
  return rows.map(({ text }) => text).filter((text) => !texts.some((policy) => policy.includes(text))); // what a policy says, everybody may read
}

async function fillTargets(): Promise<void> {
  for (const region of [banner, ningqiang]) await addAccounts(region);
  for (const region of [banner, ningqiang]) {
    targets.set(`${region}`, await targetOf(region, own[region] as string));
    targets.set(`${region} other`, await targetOf(region, other[region] as string));
    canaries.set(`${region}`, await canariesOf(region));
    canaries.set(`${region} other`, await canariesOf(region, other[region]));
  }
}

/** An answer without what was sent: what is left must be the same for what is foreign and for what is not there. */
async function answered(visitor: Visitor, attack: (typeof attacks)[number], target: Target): Promise<string> {
  const values = typeof attack.sample === 'function' ? attack.sample(target) : {};
  const { text } = await visitor.ask(attack.query, values);
  const sent = Object.values(target).map(String).filter((value) => value.length > 5).sort((a, b) => b.length - a.length);
  return sent.reduce((left, value) => left.replaceAll(value, '…'), text);
}

const codesIn = (text: string) => [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code);
const broken = ['INTERNAL', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED', 'QUERY_TOO_DEEP', 'QUERY_TOO_COSTLY', 'QUERY_TOO_LONG', 'TOO_MANY_FIELDS', 'KEY_MISSING', 'KEY_UNREADABLE', 'REQUEST_UNREADABLE'];

test('every field of the schema has a sample', () => {
  expect(attacks.filter(({ sample }) => sample === undefined).map(({ name }) => name)).toEqual([]);
  expect(attacks.length).toBeGreaterThan(50);
});

const aimed = attacks.filter(({ sample }) => typeof sample === 'function');
const isBound = (role: string) => (bound as readonly string[]).includes(role);
/** Who asks in turn: those bound to an institution, those bound to none. */
const turns = [true, false].map((within) => askers.filter(([, , role]) => isBound(role) === within));

/**
 * What somebody asks: with FULL=1 everything. Else the head of the banner's hospital, who sees the most of those that are bound, asks everything;
 * the others take turns, field by field, so that each field is also asked by one who is bound and by one who is not.
 */
const asked = (asker: Asker) => aimed.filter((_attack, index) => full || (asker[0] === banner && asker[2] === 'HOSPITAL_HEAD') || turns.some((list) => list[index % list.length] === asker));

test('every role of both places asks something, and every field is asked', () => {
  expect(askers.filter((asker) => asked(asker).length === 0)).toEqual([]);
  for (const list of turns) expect(new Set(list.flatMap(asked))).toEqual(new Set(aimed));
});

describe('the samples reach something', () => {
  test('each query that aims at a place answers somebody of that place with data', async () => {
    const answeredBy = new Map<string, number>();
    for (const region of [banner, ningqiang]) {
      for (const role of ['HEALTH_BUREAU', 'HOSPITAL_HEAD', 'STAFF', 'AUDITOR', 'ADMINISTRATOR', 'INSURANCE_BUREAU'] as const) {
        const visitor = await served.visitor(loginOf(role, region) as Login);
        for (const attack of aimed.filter(({ mutation, name }) => !mutation && (full || !answeredBy.has(name)))) {
          const text = await answered(visitor, attack, targets.get(`${region}`) as Target);
          expect([attack.name, role, codesIn(text).filter((code) => broken.includes(code as string))]).toEqual([attack.name, role, []]);
          if (!text.includes('"errors"')) answeredBy.set(attack.name, (answeredBy.get(attack.name) ?? 0) + 1);
        }
      }
    }
    const silent = aimed.filter(({ mutation, name }) => !mutation && !answeredBy.has(name)).map(({ name }) => name);
    expect(silent).toEqual(['Query.invitation']); // its token is a secret, of which only the hash is kept
  }, 120_000);
});

/** An answer as it can be read: cursors are decoded, so that what only looks like a name in them is none, and a name in them is found. */
function readable(text: string): string {
  return text.replace(/("(?:endC|c)ursor":)"([^"]*)"/g, (_whole, name: string, cursor: string) => name + Buffer.from(cursor, 'base64url').toString());
}

/** The first of these texts that stands in an answer as a word of its own. */
function leakedIn(answer: string, secrets: readonly string[]): string | undefined {
  const text = readable(answer);
  return secrets.find((secret) => new RegExp(`(?<![A-Za-z0-9])${secret.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}(?![A-Za-z0-9])`).test(text));
}

describe('nothing is told', () => {
  test.each(askers.map((asker) => [...asker, asked(asker)] as const))('from %i about %i to %s', async (home, foreign, role, given) => {
    const visitor = role === 'nobody' ? await served.visitor() : await served.visitor(loginOf(role, home) as Login);
    const there = targets.get(`${foreign}`) as Target;
    const beside = targets.get(`${home} other`) as Target;
    const faults: string[] = [];
    const blame = (attack: string, fact: string, text: string) => faults.push(`${attack}: ${fact}: ${text.slice(0, 300)}`);
    for (const attack of given) {
      const sample = attack.sample as (target: Target) => object;
      const differs = JSON.stringify(sample({ ...there, region: home })) !== JSON.stringify(sample({ ...beside, region: home }));
      const pairs: Array<[what: string, at: Target, absent: Target, secrets: string]> = [['another region', there, idle(999_999), `${foreign}`]];
      if (differs) pairs.push(['rows of another region', { ...there, region: home }, idle(home), `${foreign}`]);
      if (differs && isBound(role)) pairs.push(['rows of another institution', beside, idle(home), `${home} other`]);
      await Promise.all(pairs.map(async ([what, at, absent, secrets]) => {
        const [found, missing] = await Promise.all([answered(visitor, attack, at), answered(visitor, attack, absent)]);
        if (found !== missing) blame(attack.name, `${what} is told from none`, `${found} <> ${missing}`);
        if (codesIn(found).some((code) => broken.includes(code as string))) blame(attack.name, `${what} is not refused by a rule`, found);
        const leaked = leakedIn(found, canaries.get(secrets) as string[]);
        if (leaked !== undefined) blame(attack.name, `${what} shows ${leaked}`, found);
      }));
      if (isBound(role) && !attack.mutation) {
        const text = await answered(visitor, attack, targets.get(`${home}`) as Target);
        const leaked = leakedIn(text, canaries.get(`${home} other`) as string[]);
        if (leaked !== undefined) blame(attack.name, `shows ${leaked} of another institution`, text);
      }
    }
    expect(faults).toEqual([]);
  }, 300_000);
});
