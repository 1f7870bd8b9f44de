/** The commands over recorded data as an operator runs them: export, verify, check. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from '../../server/db/connection.ts';
import { keptSecret } from '../../server/db/kept.ts';
import { newSigningKey, signerOf } from '../../server/signature.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { plant } from '../kit/ledger.ts';
import { fixedTotal, postedBudget } from '../kit/year.ts';
import { runScript } from '../kit/script.ts';
import { someOf } from '../kit/sizes.ts';

const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
let fixture: County;

beforeAll(async () => {
  fixture = await makeCounty();
  await postedBudget(fixture.county);
  await fixedTotal(fixture.banner);
});
afterAll(async () => {
  await fixture.close();
  rmSync(folder, { recursive: true });
});

const addressOf = ({ host, port, user, password, database }: Connection) => `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

interface Answer {
  code: number | null;
  out: string;
  err: string;
}

/** Runs a command over the fixture's database, by default as the application's login. */
function run(command: string, args: string[], environment: NodeJS.ProcessEnv = {}): Answer {
  return runScript(command, args, { DATABASE_URL: addressOf(fixture.database.app), DATA_DIR: folder, ...environment });
}

const out = join(folder, 'ledger.jsonl');
const exportTo = (file: string, more: string[] = [], environment: NodeJS.ProcessEnv = {}) => run('export-ledger', ['--region', '610726', '--out', file, ...more], environment);

describe('export and verify', () => {
  test('a file is written, readable by its owner alone, and verified without database or key', () => {
    const made = exportTo(out);
    expect([made.code, made.err]).toEqual([0, '']);
    expect(made.out).toMatch(/^公钥 \/ key: [0-9a-f]{88}$/m);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'signing-key')).mode & 0o777).toBe(0o600);
    const verified = run('verify', [out], { DATABASE_URL: 'nowhere', DATA_DIR: join(folder, 'nothing') });
    expect([verified.code, verified.err]).toEqual([0, '']);
    expect(verified.out).toMatch(/^通过：宁强县（610726）全部年度：政策 1 份，核算 1 份/);
    expect(verified.out).toMatch(/^Sound: 610726, all years: 1 policies; 1 runs .*; chain 1–1 whole, its head signed\.$/m);
    expect(existsSync(join(folder, 'nothing'))).toBe(false);
  });

  test('the key stays the same, and may be named; the environment may give another', () => {
    const [, key = ''] = /key: (\w+)/.exec(exportTo(out, ['--year', '2026']).out) ?? [];
    expect(signerOf(readFileSync(join(folder, 'signing-key'), 'utf8').trim())?.key).toBe(key);
    expect(run('verify', [out, '--key', key])).toMatchObject({ code: 0, out: expect.stringContaining('610726, 2026:') });
    const other = newSigningKey();
    expect(exportTo(out, [], { SIGNING_KEY: other }).out).toContain(signerOf(other)?.key);
    expect(run('verify', [out, '--key', key])).toMatchObject({ code: 1, out: '', err: expect.stringContaining(`and ${key} is expected`) });
    expect(exportTo(out, [], { SIGNING_KEY: 'x' })).toMatchObject({ code: 1, out: '', err: 'SIGNING_KEY is not a private key of Ed25519 (PKCS#8, base64).\n' });
  });

  test('a ledger rewritten without a trace in the database does not go through the head of an earlier export', async () => {
    const [earlier, later] = [join(folder, 'earlier.jsonl'), join(folder, 'later.jsonl')];
    exportTo(earlier);
    const rewrite = (memo: string) => plant(fixture, `update journal_entry set memo = jsonb_set(memo, '{en}', '"${memo}"') where region_id = 610726;
      update chain_link set content = sha256_hex(entry_text(region_id, entry_id)) where region_id = 610726; update chain_link set hash = link_hash(region_id, sequence, previous, content) where region_id = 610726;
      update chain_head h set hash = l.hash from chain_link l where l.region_id = h.region_id and h.region_id = 610726`);
    await rewrite('Another');
    exportTo(later);
    expect(run('verify', [later]).code).toBe(0);
    expect(run('verify', [later, '--after', earlier])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('This is not the ledger that was exported before') });
    await rewrite('Global budget of 2026');
    exportTo(later);
    expect(run('verify', [later, '--after', earlier])).toMatchObject({ code: 0, err: '' });
    writeFileSync(earlier, 'x');
    expect(run('verify', [later, '--after', earlier])).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^\S+earlier\.jsonl: /) });
  });

  test('the owner of the tables exports the same ledger', () => {
    exportTo(out);
    const owners = join(folder, 'owners.jsonl');
    expect(exportTo(owners, [], { DATABASE_URL: addressOf(fixture.database.owner) }).code).toBe(0);
    expect(readFileSync(owners, 'utf8')).toBe(readFileSync(out, 'utf8'));
  });

  test('a changed byte is named by line and offset', () => {
    const bytes = readFileSync(out);
    const at = bytes.indexOf('"memo"');
    bytes[at] = 0x27;
    const changed = join(folder, 'changed.jsonl');
    writeFileSync(changed, bytes);
    const line = bytes.subarray(0, at).filter((byte) => byte === 10).length + 1;
    const { code, out: said, err } = run('verify', [changed]);
    expect([code, said]).toEqual([1, '']);
    expect(err).toBe(`${changed}: 第 ${line} 行，字节 ${at} / line ${line}, byte ${at}:\n  这个字节被改动过：原为 0x22，现为 0x27；把它改回去，全文就与末行的校验值一致。\n  This byte was changed: it was 0x22 and is 0x27; with it put back, the file agrees with the seal on its last line.\n`);
  });

  test.each(someOf<[string, string, string[], RegExp]>([
    ['export without a region', 'export-ledger', ['--out', out], /^usage:/],
    ['export of no year', 'export-ledger', ['--region', '610726', '--year', 'all', '--out', out], /^usage:/],
    ['export of a region that is not there', 'export-ledger', ['--region', '999999', '--out', out], /There is no region 999999\./],
    ['export into a folder that is not there', 'export-ledger', ['--region', '610726', '--out', join(folder, 'no/where')], /cannot be written: ENOENT/],
    ['verify without a file', 'verify', [], /^usage:/],
    ['verify of two files', 'verify', [out, out], /^usage:/],
    ['verify with an unknown option', 'verify', [out, '--fast'], /--fast/],
    ['verify of a file that is not there', 'verify', [join(folder, 'none')], /none: ENOENT/],
  ]))('%s is refused', (_what, command, args, says) => {
    expect(run(command, args)).toMatchObject({ code: 1, out: '', err: expect.stringMatching(says) });
  });
});

describe('check:data', () => {
  test('finds nothing in a sound database, over all regions', () => {
    expect(run('check:data', [])).toEqual({ code: 0, out: '没有发现问题：6 个地区 / nothing found in 6 regions\n', err: '' });
    expect(run('check:data', [], { DATABASE_URL: addressOf(fixture.database.owner) }).code).toBe(0);
  });

  test('names the check and the rows of what was changed, in any region', async () => {
    await plant(fixture, "update posting set step = 'x' where region_id = 150724");
    const { code, out: said, err } = run('check:data', []);
    expect([code, said]).toEqual([1, '']);
    expect(err).toMatch(/^chain-holds-entries\.sql: 1\n {2}\{"region_id":150724,"sequence":1,"entry_id":"[0-9a-f-]{36}"\}\npostings-equal-amounts\.sql: 2\n/);
  });

  test('says what to do where there are no tables', () => {
    const empty = { ...fixture.database.owner, database: 'postgres' };
    expect(run('check:data', [], { DATABASE_URL: addressOf(empty) })).toMatchObject({ code: 1, err: expect.stringContaining('Start the server once') });
  });
});

test('a kept secret is made once, also by many at once', () => {
  const file = join(folder, 'secret');
  let made = 0;
  const secrets = Array.from({ length: 3 }, () => keptSecret(file, () => { made += 1; return `secret ${made}`; }));
  expect([secrets, made]).toEqual([['secret 1', 'secret 1', 'secret 1'], 1]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const racing = join(folder, 'racing');
  expect(keptSecret(racing, () => { writeFileSync(racing, 'theirs\n'); return 'ours'; })).toBe('theirs');
});
