import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { houseFaults, type Allowed, type HouseFile } from './kit/house.ts';

const allowed: Allowed = { words: [], machinePaths: [] };
const file = (path: string, text: string): HouseFile => ({ path, text });
const lines = (count: number, line = '') => Array.from({ length: count }, () => line).join('\n');
const model = file('server/model/staff.ts', 'class Staff { @BelongsTo(() => Department, "department_id") department!: object; @Text() name!: string }');

/** The faults of one file beside the others, as `rule line: sentence`. */
function faultsOf(bad: HouseFile, others: HouseFile[] = []): string[] {
  return houseFaults([bad, ...others]).map(({ rule, line, says }) => `${rule} ${line}: ${says}`);
}

describe('finds', () => {
  test.each<[string, string, string, string]>([
    ['core importing upward', 'server/core/money.ts', 'import type { A } from "../model/a.ts";', 'core must not import model'],
    ['core importing a package', 'server/core/money.ts', 'import { z } from "zod";', 'core must not import zod'],
    ['core importing Node', 'server/core/money.ts', 'import "node:fs";', 'core must not import node:fs'],
    ['model importing a ledger', 'server/model/a.ts', 'export * from "../ledger/post.ts";', 'model must not import ledger'],
    ['access importing read', 'server/access/a.ts', 'const a = await import("../read/a.ts");', 'access must not import read'],
    ['ledger importing read', 'server/ledger/a.ts', 'import "../read/a.ts";', 'ledger must not import read'],
    ['runs importing a slice', 'server/run/a.ts', 'import "../pay/a.ts";', 'run must not import slice'],
    ['a slice importing another', 'server/pay/a.ts', 'import "../budget/b.ts";', 'slice pay must not import slice budget'],
    ['a slice importing the api', 'server/pay/a.ts', 'type A = import("../api.ts").A;', 'slice must not import api'],
    ['the api importing main', 'server/api.ts', 'require("./main.ts");', 'api must not import main'],
    ['the database importing access', 'server/db.ts', 'import "./access/a.ts";', 'db must not import access'],
    ['a slice importing the web', 'server/pay/a.ts', 'import "../../web/app.tsx";', 'the server does not import web/app.tsx'],
    ['a slice importing a printed schema', 'server/pay/a.ts', 'import "../../schema/a.json";', 'the server does not import schema/a.json'],
    ['a slice loading seeds', 'server/pay/a.ts', 'import "../../seeds/demo/a.ts";', 'only server/main.ts and server/cli load seeds'],
    ['the web loading seeds', 'web/app.tsx', 'import "../seeds/demo/a.ts";', 'only server/main.ts and server/cli load seeds'],
    ['the web importing the server', 'web/app.tsx', 'import "../server/model/a.ts";', 'web imports only web, schema and server/core'],
    ['seeds importing test', 'seeds/demo/a.ts', 'import "../../test/kit/a.ts";', 'nothing outside test imports test'],
    ['main importing test', 'server/main.ts', 'import "../test/kit/a.ts";', 'nothing outside test imports test'],
    ['a file in no room', 'server/attic/a.ts', '', 'lies in no room of the house'],
    ['an import from no room', 'server/main.ts', 'import "./attic/a.ts";', 'imports server/attic/a.ts, which lies in no room'],
  ])('%s', (_what, path, text, says) => {
    const found = faultsOf(file(path, text)).filter((fault) => fault.startsWith('import '));
    expect(found).toEqual([expect.stringContaining(says)]);
  });

  test.each<[string, string, string]>([
    ['server/pay/a.ts', 'const a = parseFloat(text);', 'parseFloat: use'],
    ['seeds/demo/a.ts', 'const a = Number.parseFloat(text);', 'parseFloat: use'],
    ['web/pay/a.tsx', 'const a = <b>{amount.toFixed(2)}</b>;', 'toFixed: use'],
    ['server/pay/a.ts', 'const a = rows.map(Math.round);', 'Math.round: use'],
    ['server/pay/a.ts', 'eval("1");', 'eval: use'],
    ['server/pay/a.ts', 'const a = new Function("1");', 'new Function: use'],
    ['server/pay/a.ts', 'const a = b as any;', 'any: use'],
    ['test/pay/a.test.ts', 'const a: any = 1;', 'any: use'],
    ['test/pay/a.test.ts', 'test.only("a", () => {});', '.only: use'],
    ['test/pay/a.test.ts', 'describe.only.each([])("a", () => {});', '.only: use'],
    ['web/a.tsx', '// @ts-ignore\nexport {};', '@ts-ignore: finish'],
    ['server/pay/a.ts', '/* TODO later */', 'TODO: finish'],
    ['test/kit/a.ts', '// FIXME', 'FIXME: finish'],
    ['seeds/policies/a.yaml', 'steps: [] # TODO', 'TODO: finish'],
    ['docs/guide.md', 'FIXME', 'FIXME: finish'],
  ])('in %s the words of %s', (path, text, says) => {
    expect(faultsOf(file(path, text))).toEqual([expect.stringContaining(`word 1: ${says}`)]);
  });

  test('an exception that nothing needs, and none where one is needed', () => {
    const exception = { path: 'web/kit/chart.tsx', word: 'Math.round', reason: 'pixels' };
    const chart = file('web/kit/chart.tsx', 'const width = Math.round(1.5);');
    expect(houseFaults([chart], { words: [exception], machinePaths: [] })).toEqual([]);
    expect(houseFaults([], { words: [exception], machinePaths: [] })).toMatchObject([{ says: expect.stringContaining('not needed') }]);
    expect(houseFaults([{ ...chart, path: 'web/pay/a.tsx' }], { words: [exception], machinePaths: [] })).toHaveLength(2);
  });

  test.each([
    ['a long file', 'server/pay/a.ts', lines(401, 'void 0;'), 'length 401: a file of 401 lines'],
    ['a long function', 'server/pay/a.ts', `function a() {\n${lines(79)}\n}`, 'length 1: a function of 81 lines'],
    ['a long method', 'web/a.tsx', `class A {\na() {\n${lines(79)}\n}}`, 'length 2: a function of 81 lines'],
    ['a long method of a class in a function', 'web/a.tsx', `function a() {\nclass A {\na() {\n${lines(79)}\n}}}`, 'length 3: a function of 81 lines'],
    ['a long arrow', 'seeds/demo/a.ts', `const a = () => {\n${lines(79)}\n};`, 'length 1: a function of 81 lines'],
    ['a long function of a test', 'test/a.ts', `function a() {\n${lines(79)}\n}`, 'length 1: a function of 81 lines'],
  ])('%s', (_what, path, text, says) => {
    expect(faultsOf(file(path, text))).toEqual([expect.stringContaining(says)]);
  });

  test('a file of the core without a test', () => {
    const core = file('server/core/feel/say.ts', 'export const say = 1;');
    expect(faultsOf(core)).toEqual([expect.stringContaining('mirror 1')]);
    const elsewhere = file('test/core/policy/say.test.ts', 'import "../../../server/core/feel/say.ts";');
    const naming = file('test/core/feel/words.test.ts', 'import "../../../server/core/feel/other.ts";');
    expect(faultsOf(core, [elsewhere, naming])).toEqual([expect.stringContaining('mirror 1')]);
  });

  test.each([
    ['server/db.ts', 'const a = "/tmp/socket";'],
    ['docs/guide.md', 'Run it in `/work/main`.'],
    ['seeds/policies/a.yaml', 'a: /home/someone/file'],
    ['web/vite.config.ts', '// see /root/notes'],
  ])('in %s the path of a machine', (path, text) => {
    expect(faultsOf(file(path, text))).toEqual([expect.stringContaining('machine-path 1: /')]);
    const permit = (prefix: string): Allowed => ({ words: [], machinePaths: [{ path, text: prefix, reason: 'fed to the checker' }] });
    expect(houseFaults([file(path, text)], permit('/'))).toEqual([]);
    expect(houseFaults([file(path, text)], permit('/var/'))).toHaveLength(1);
  });

  test.each([
    'em.find(Staff, { department: null })',
    'em.findOneOrFail(Staff, { name: "a", department: { $ne: null } })',
    'em.count(Staff, { $or: [{ name: "a" }, { "department": null }] })',
    'repository.findOne({ department: { $eq: null } })',
    'em.findAll(Staff, { where: { department: null } })',
  ])('a relation compared with null: %s', (call) => {
    expect(faultsOf(file('server/pay/a.ts', call), [model])).toEqual([expect.stringContaining('null-relation 1')]);
  });

  test.each([
    ['a service without a healthcheck', 'services: { app: { image: a }, db: { healthcheck: { test: [CMD, a] } } }', 'service app has no'],
    ['an empty healthcheck', 'services: { app: { healthcheck: {} } }', 'service app has no'],
    ['an empty service', 'services: { app: }', 'service app has no'],
    ['no services', 'volumes: {}', 'has no services'],
    ['no document', '', 'has no services'],
    ['no YAML', 'services: { app: [', 'is not YAML'],
  ])('in docker-compose.yml %s', (_what, text, says) => {
    expect(faultsOf(file('docker-compose.yml', text))).toEqual([expect.stringContaining(says)]);
  });

  test('a file that does not parse, at its line', () => {
    expect(faultsOf(file('server/pay/a.ts', 'const a = 1;\nconst b = ;'))).toEqual([expect.stringMatching(/^syntax 2: /)]);
  });
});

describe('lets pass', () => {
  test.each<[string, string, string]>([
    ['core and its two parsers', 'server/core/money.ts', 'import "yaml"; import "@bpmn-io/lezer-feel"; import "@lezer/common"; import "./rate.ts";'],
    ['packages anywhere else', 'server/model/a.ts', 'import "node:fs"; import "@mikro-orm/core"; import "graphql";'],
    ['a slice and all below it', 'server/pay/a.ts', 'import "./b.ts"; import "../run/a.ts"; import "../read/a.ts"; import "../ledger/a.ts"; import "../access/a.ts"; import "../db.ts"; import "../model/a.ts"; import "../core/money.ts";'],
    ['read and ledger on access', 'server/read/a.ts', 'import "../access/a.ts";'],
    ['the top and seeds', 'server/cli/a.ts', 'import "../../seeds/demo/a.ts"; import "../main.ts"; import "../pay/a.ts"; import "../../schema/a.json";'],
    ['the web and what it may see', 'web/pay/a.tsx', 'import "../kit/a.tsx"; import "../../schema/a.json"; import "../../server/core/money.ts"; import "react";'],
    ['seeds and the verbs', 'seeds/demo/a.ts', 'import "../../server/pay/a.ts"; import "./b.ts";'],
    ['tests and everything', 'test/a.test.ts', 'import "../server/main.ts"; import "../seeds/demo/a.ts"; import "../web/app.tsx"; import "./kit/a.ts"; Math.round(1.5);'],
    ['words in texts', 'server/pay/a.ts', 'const a = "parseFloat( eval( TODO @ts-ignore as any";'],
    ['other rounding', 'server/pay/a.ts', 'Math.floor(1.5); round(1); list.only(1);'],
    ['400 lines', 'server/pay/a.ts', `${lines(400, 'void 0;')}\n`],
    ['80 lines of a function', 'server/pay/a.ts', `function a() {\n${lines(78)}\n}`],
    ['a long class in a function', 'server/pay/a.ts', `function a() {\nreturn class {\n${lines(90)}\n};\n}`],
    ['a long suite', 'test/a.test.ts', `describe("a", () => {\n${lines(200)}\n});`],
    ['what is printed', 'web/gql/a.ts', `const a: any = 1;\n${lines(500, 'void 0;')}`],
    ['types of the core', 'server/core/policy/policy.ts', 'import type { A } from "../rate.ts"; export interface B { a: A } export type C = B; export type { A };'],
    ['paths within the repository', 'docs/guide.md', 'See ./work/x, seeds/home/a.yaml, https://example.com/home/a and ~/tmp/x.'],
    ['healthy services', 'docker-compose.yml', 'services: { db: { healthcheck: { test: [CMD, a] } } }'],
  ])('%s', (_what, path, text) => {
    const mirror = file('test/core/money.test.ts', '');
    expect(faultsOf(file(path, text), [mirror])).toEqual([]);
  });

  test.each([
    ['test/core/feel/say.test.ts', ''],
    ['test/core/feel/words.test.ts', 'import { say } from "../../../server/core/feel/say.ts";'],
    ['test/core/feel.test.ts', 'import { say } from "../../server/core/feel/say.ts";'],
  ])('a file of the core tested by %s', (path, text) => {
    expect(faultsOf(file('server/core/feel/say.ts', 'export const say = 1;'), [file(path, text)])).toEqual([]);
  });

  test.each([
    'em.find(Staff, { name: null })',
    'em.find(Staff, { department: { name: null } })',
    'em.find(Staff, { department: 1 }, { orderBy: null })',
    'rows.find((row) => row.department === null)',
    'em.find(Staff)',
    'em.create(Staff, { department: null })',
  ])('filters without a relation compared with null: %s', (call) => {
    expect(faultsOf(file('server/pay/a.ts', call), [model])).toEqual([]);
  });
});

test('the house itself keeps its rules', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  const text = /\.(tsx?|mjs|cjs|js|json|ya?ml|sql|md|css|html|graphql|sh|svg|txt)$/;
  const files = listed.split('\0')
    .filter((path) => text.test(path) && existsSync(`${root}${path}`))
    .map((path) => file(path, readFileSync(`${root}${path}`, 'utf8')));
  expect(files.map(({ path }) => path)).toContain('server/core/money.ts');
  expect(houseFaults(files, allowed).map(({ rule, path, line, says }) => `${path}:${line} ${rule}: ${says}`)).toEqual([]);
});
