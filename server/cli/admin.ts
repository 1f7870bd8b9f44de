/** `npm run admin`: accounts and rights from the machine on which the database is reached. Prints links, never passwords. */
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { MikroORM } from '@mikro-orm/postgresql';
import { auditAccount } from '../access/audit.ts';
import { makeInvitation } from '../access/invitations.ts';
import { dropFactor } from '../access/second-factor.ts';
import { endAll } from '../access/sessions.ts';
import { askerOf } from '../access/sign-in.ts';
import { dayOf } from '../clock.ts';
import { inTransaction, managerFor } from '../db.ts';
import { codeOf, OperatorError } from '../db/fault.ts';
import { withClient } from '../db/roles.ts';
import type { Settings } from '../start/settings.ts';
import { Identity, Role, RoleGrant } from '../model/account.ts';
import { Department, Institution } from '../model/organisation.ts';
import { Person } from '../model/people.ts';
import { Region } from '../model/region.ts';
import { grantsHeld, type GrantRow } from '../rights/accounts.ts';
import { accountByLogin, readPerson } from '../rights/invite.ts';
import { readRole } from '../rights/roles.ts';
import { loadCalendar } from '../run/calendars.ts';
import { overlapsIn, type Overlap } from '../rights/separation.ts';
import { command } from './command.ts';
import { settings, withData } from './data.ts';
import { withOwner } from './owner.ts';

const usage = `usage: npm run -s admin -- COMMAND
  create-user --login LOGIN --name NAME --role ROLE --region CODE [--institution CODE] [--department CODE] [--person CODE]
  revoke --login LOGIN [--region CODE]     ends grants, and without a region sessions and tokens too
  list [--region CODE]
  lint [--region CODE]                     who could both prepare and approve; ends with 1 when there is somebody
  link --login LOGIN --subject SUBJECT [--issuer ISSUER]
  drop-factor --login LOGIN                removes a second factor whose device and recovery codes are lost
  load-calendar FILE                       the working days of a year, as the owner of the tables`;

const options = ['login', 'name', 'role', 'region', 'institution', 'department', 'person', 'subject', 'issuer'] as const;
type Given = Partial<Record<(typeof options)[number], string>>;

function need(given: Given, name: keyof Given): string {
  return given[name] ?? (() => { throw new OperatorError(`--${name} is missing\n${usage}`); })();
}

function regionOf(text: string): number {
  if (!/^\d{6}$/.test(text)) throw new OperatorError(`--region is ${text}; it must be a code of six digits.`);
  return Number(text);
}

/** The id of what has a code, when one was given. */
async function idOf(name: string, code: string | undefined, find: (code: string) => Promise<{ id: string } | null>): Promise<string | null> {
  if (code === undefined) return null;
  const found = await find(code);
  if (!found) throw new OperatorError(`There is no ${name} ${code}.`);
  return found.id;
}

function readRoleName(text: string): Role {
  if (!Object.hasOwn(Role, text)) throw new OperatorError(`--role is ${text}; it must be one of ${Object.keys(Role).join(', ')}.`);
  return text as Role;
}

async function createUser(orm: MikroORM, given: Given, address: string): Promise<number> {
  const region = regionOf(need(given, 'region'));
  const role = readRoleName(need(given, 'role'));
  const who = readPerson(need(given, 'login'), need(given, 'name'));
  const token = await inTransaction(orm, [region], async (em) => {
    if (!(await em.findOne(Region, { code: region }))) throw new OperatorError(`There is no region ${region}.`);
    const institution = await idOf('institution', given.institution, (code) => em.findOne(Institution, { regionId: region, code }));
    const department = await idOf('department', given.department, (code) => (institution === null ? Promise.resolve(null) : em.findOne(Department, { regionId: region, institution: { id: institution }, code })));
    const person = await idOf('person', given.person, (code) => em.findOne(Person, { regionId: region, code }));
    const read = await readRole(em, region, { role, institution, department, person });
    return makeInvitation(em, { ...who, account: null, roles: [read] }, null, new Date());
  });
  process.stdout.write(`${who.login}: 七日内一次有效的邀请链接 / a link that is used once, within seven days\n${address}/invitation#${token}\n`);
  return 0;
}

async function revoke(orm: MikroORM, given: Given): Promise<number> {
  const region = given.region === undefined ? undefined : regionOf(given.region);
  const today = dayOf(new Date());
  const ended = await inTransaction(orm, [], async (em) => {
    const { id } = await accountByLogin(em, need(given, 'login'));
    const grants = await em.find(RoleGrant, { accountId: id, ...(region === undefined ? {} : { regionCode: region }), $or: [{ validUntil: null }, { validUntil: { $gt: today } }] });
    for (const grant of grants) grant.validUntil = today < grant.validFrom ? grant.validFrom : today;
    await em.flush();
    if (region === undefined) await endAll(em, id, new Date());
    return grants.length;
  });
  process.stdout.write(`${given.login}: 终止 ${ended} 项权限 / ${ended} grants ended\n`);
  return 0;
}

async function regionsOf(orm: MikroORM, given: Given): Promise<number[]> {
  if (given.region !== undefined) return [regionOf(given.region)];
  return (await managerFor(orm, []).find(Region, {}, { orderBy: { code: 'asc' } })).map(({ code }) => code);
}

const grantLine = (region: number, { login, name, role, institution, department, person, validFrom, validUntil }: GrantRow): string =>
  [region, login, name, role, institution, department, person, validFrom, validUntil].map((cell) => cell ?? '').join('\t');

async function list(orm: MikroORM, given: Given): Promise<number> {
  const today = dayOf(new Date());
  for (const region of await regionsOf(orm, given)) {
    const rows = await inTransaction(orm, [region], (em) => grantsHeld(em, region, today, { first: 1_000_000, after: null, staff: true }));
    for (const row of rows) process.stdout.write(`${grantLine(region, row)}\n`);
  }
  return 0;
}

const ways = (holdings: Overlap['prepares']): string => holdings.map(({ role, onBehalfOf }) => role + (onBehalfOf === null ? '' : ` (for ${onBehalfOf})`)).join(', ');

async function lint(orm: MikroORM, given: Given): Promise<number> {
  const today = dayOf(new Date());
  let found = 0;
  for (const region of await regionsOf(orm, given)) {
    for (const { login, name, stage, prepares, approves } of await inTransaction(orm, [region], (em) => overlapsIn(em, region, today))) {
      found += 1;
      process.stdout.write(`${region}\t${login}\t${name}\t${stage}\t${ways(prepares)}\t${ways(approves)}\n`);
    }
  }
  process.stderr.write(found === 0 ? '没有人能既编制又审批 / nobody could both prepare and approve\n' : `${found} 处可既编制又审批 / ${found} could both prepare and approve\n`);
  return found === 0 ? 0 : 1;
}

async function link(orm: MikroORM, given: Given, issuerSet: string | undefined): Promise<number> {
  const issuer = given.issuer ?? issuerSet ?? need(given, 'issuer');
  const subject = need(given, 'subject');
  await inTransaction(orm, [], async (em) => {
    const { id } = await accountByLogin(em, need(given, 'login'));
    const known = await em.findOne(Identity, { issuer, subject });
    if (known && known.accountId !== id) throw new OperatorError(`${subject} at ${issuer} belongs to another account.`);
    if (!known) await em.insert(Identity, { issuer, subject, accountId: id, linkedAt: new Date() });
  });
  process.stdout.write(`${given.login}: ${subject} @ ${issuer}\n`);
  return 0;
}

async function addCalendar(set: Settings, file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => { throw new OperatorError(`${file} cannot be read: ${codeOf(error)}.`, { cause: error }); });
  const year = await withOwner(set, (owner) => withClient(owner, (client) => loadCalendar(client, text, new Date())));
  process.stdout.write(`${year} 年工作日历已载入 / the working days of ${year} are loaded\n`);
  return 0;
}

/** For whoever has lost device and recovery codes: they sign in by password alone until they set up another. */
async function dropSecondFactor(orm: MikroORM, given: Given): Promise<number> {
  const { account, dropped } = await inTransaction(orm, [], async (em) => {
    const found = await accountByLogin(em, need(given, 'login'));
    return { account: found, dropped: await dropFactor(em, found.id) };
  });
  if (dropped) await auditAccount(orm, await askerOf(managerFor(orm, []), account, dayOf(new Date())), new Date(), 'DROP_SECOND_FACTOR');
  process.stdout.write(dropped ? `${account.login}: 已停用动态口令 / the second factor is removed\n` : `${account.login}: 没有动态口令 / there is no second factor\n`);
  return dropped ? 0 : 1;
}

await command(() => {
  const { values, positionals: [verb, ...rest] } = parseArgs({
    args: process.argv.slice(2), allowPositionals: true, options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
  });
  const given = values as Given;
  const set = settings();
  const address = set.publicUrl ?? `http://${set.host.includes(':') ? `[${set.host}]` : set.host}:${set.port}`;
  const verbs: Record<string, (orm: MikroORM) => Promise<number>> = {
    'create-user': (orm) => createUser(orm, given, address), revoke: (orm) => revoke(orm, given), list: (orm) => list(orm, given), lint: (orm) => lint(orm, given),
    link: (orm) => link(orm, given, set.oidc?.issuer), 'drop-factor': (orm) => dropSecondFactor(orm, given),
  };
  const [file, ...more] = rest;
  if (verb === 'load-calendar' && file !== undefined && more.length === 0) return addCalendar(set, file);
  const work = verb !== undefined && Object.hasOwn(verbs, verb) && rest.length === 0 ? verbs[verb] : undefined;
  if (!work) throw new OperatorError(usage);
  return withData(set, work);
});
