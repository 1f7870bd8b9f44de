/** What one request may ask for: over real HTTP, every refusal with its code and its sentence in both languages. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import http from 'node:http';
import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isListType, isNonNullType, parse, typeFromAST, visit, type DocumentNode, type GraphQLInputType } from 'graphql';
import { costOf } from '../../server/api/cost.ts';
import { costMax, tokensMax } from '../../server/api/bounds.ts';
import { unsoundPlace } from '../../server/api/body.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { leavesNothing } from '../kit/ledger.ts';

const full = process.env.FULL === '1';
let fixture: County;
let served: Served;
let health: Visitor;
beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
  health = await served.visitor('health');
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const inBothLanguages = ({ errors }: Answer) => errors.every(({ extensions: { messages } }) => /\p{Script=Han}/u.test(messages?.zh ?? '') && /[a-z]/.test(messages?.en ?? ''));
const upstream = (levels: number) => `{ run(region: 610726, id: "01990000-0000-7000-8000-000000000000") { ${'upstream { '.repeat(levels)}id${' }'.repeat(levels)} } }`;
const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, index) => `a${index}: me { id }`).join(' ')} }`;
const doubling = (levels: number) => `{ run(region: 610726, id: "x") { ...f0 } } ${Array.from({ length: levels }, (_, index) => `fragment f${index} on Run { a: upstream { ...f${index + 1} } b: upstream { ...f${index + 1} } }`).join(' ')} fragment f${levels} on Run { id }`;
const wide = (levels: number) => `{ run(region: 610726, id: "x") { ...f0 } } ${Array.from({ length: levels }, (_, index) => `fragment f${index} on Run { ...f${index + 1} ...f${index + 1} }`).join(' ')} fragment f${levels} on Run { id }`;

describe('a query is refused', () => {
  test.each<[string, string, string[]]>([
    ['of depth 1,000', upstream(1000), ['QUERY_TOO_DEEP']],
    ['of depth 13', upstream(12), ['QUERY_TOO_DEEP']],
    ['with 10,000 aliases', aliases(10_000), ['QUERY_TOO_LONG']],
    ['with 51 aliases', aliases(51), ['TOO_MANY_ALIASES', 'TOO_MANY_FIELDS']],
    ['with aliases hidden in a fragment', `{ me { ...f } } fragment f on Account { ${Array.from({ length: 51 }, (_, index) => `a${index}: id`).join(' ')} }`, ['TOO_MANY_ALIASES']],
    ['with 21 fields at its top', `{ ${'me { id } '.repeat(21)} }`, ['TOO_MANY_FIELDS']],
    ['with fragments in a ring', '{ me { ...a } } fragment a on Account { ...b } fragment b on Account { ...a }', ['GRAPHQL_VALIDATION_FAILED']],
    ['with a fragment that holds itself', '{ run(region: 610726, id: "x") { ...a } } fragment a on Run { upstream { ...a } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['whose fragments double at each of 40 levels', doubling(40), ['QUERY_TOO_DEEP', 'TOO_MANY_ALIASES']],
    ['whose fragments double at each of 300 levels without going deeper', wide(300), ['QUERY_TOO_COSTLY']],
    ['whose rows multiply', '{ payRuns(region: 610726, year: 2026, first: 500) { edges { node { lines(first: 500) { edges { node { item } } } } } } }', ['QUERY_TOO_COSTLY']],
    ['for more rows than a page has', '{ institutions(region: 610726, first: 501) { edges { cursor } } }', ['LIMIT_TOO_HIGH']],
    ['for less than one row', '{ institutions(region: 610726, first: 0) { edges { cursor } } }', ['LIMIT_TOO_HIGH']],
    ['with a cursor of another list', '{ institutions(region: 610726, after: "WyJhIiwiYiJd") { edges { cursor } } }', ['CURSOR_UNREADABLE']],
    ['with a cursor that is none', '{ payRuns(region: 610726, year: 2026, after: "\' or 1=1") { edges { cursor } } }', ['CURSOR_UNREADABLE']],
    ['that is no GraphQL', '{ me { ', ['GRAPHQL_PARSE_FAILED']],
    ['for a field that is not there', '{ me { password } }', ['GRAPHQL_VALIDATION_FAILED']],
    ['with half of a surrogate pair written as an escape', '{ payRun(region: 610726, id: "\\ud800") { id } }', ['GRAPHQL_PARSE_FAILED']],
  ])('%s', async (_what, query, expected) => {
    const from = performance.now();
    const answer = await leavesNothing(fixture, () => health.ask(query));
    expect(codes(answer)).toEqual(expected);
    expect(inBothLanguages(answer)).toBe(true);
    expect(performance.now() - from).toBeLessThan(10_000); // nothing grows with the doubling
  });

  test('in a list with others', async () => {
    const response = await health.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify([{ query: '{ me { id } }' }, { query: '{ me { id } }' }]) });
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ extensions: { code: 'BATCH_REFUSED', messages: { zh: expect.stringContaining('2 个') } } }] }]);
  });
});

test('every query and mutation of the web costs less than is allowed', () => {
  const schema = buildSchema(readFileSync('schema/schema.graphql', 'utf8'));
  const generated = readFileSync('web/gql/graphql.ts', 'utf8');
  const documents = [...generated.matchAll(/^export const \w+Document = (\{.*\}) as unknown as/gm)].map(([, json]) => JSON.parse(json as string) as DocumentNode);
  expect(documents.length).toBeGreaterThan(20);
  const value: Record<string, unknown> = { Int: 2026, ID: 'x', String: 'x', Money: '1.00', Month: '2026-01', Day: '2026-01-01', Stage: 'BUDGET', JSONObject: {}, Boolean: true };
  /** A value of a type that may not be null; of an input, one with all that it needs. */
  const valueOf = (type: GraphQLInputType): unknown => {
    if (isNonNullType(type)) return valueOf(type.ofType);
    if (isListType(type)) return [];
    if (isEnumType(type)) return type.getValues()[0]?.value;
    if (isInputObjectType(type)) return Object.fromEntries(Object.values(type.getFields()).filter((field) => isNonNullType(field.type)).map((field) => [field.name, valueOf(field.type)]));
    return value[type.name];
  };
  for (const document of documents) {
    const variables: Record<string, unknown> = {};
    visit(document, { VariableDefinition: ({ variable, type }) => { if (type.kind === 'NonNullType') variables[variable.name.value] = valueOf(typeFromAST(schema, type) as GraphQLInputType); } });
    const cost = costOf(schema, document, variables);
    expect([cost > 0, cost <= costMax]).toEqual([true, true]);
  }
  expect(parse(upstream(3), { maxTokens: tokensMax })).toBeDefined();
});

describe('text', () => {
  const send = (body: string | Uint8Array<ArrayBuffer>) => health.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const query = 'query ($id: ID!) { run(region: 610726, id: $id) { id } }';

  test.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['half of a surrogate pair', `{"query":${JSON.stringify(query)},"variables":{"id":"\\ud800"}}`, 'variables.id'],
    ['the other half, in a list', `{"query":${JSON.stringify(query)},"variables":{"id":["a","\\udc00 "]}}`, 'variables.id.1'],
    ['U+0000', `{"query":${JSON.stringify(query)},"variables":{"id":"a\\u0000"}}`, 'variables.id'],
    ['half of a pair in a name', `{"query":${JSON.stringify(query)},"variables":{"\\udfff":"a"}}`, 'variables'],
    ['a byte that is no UTF-8', new Uint8Array([...Buffer.from('{"query":"{ me { id } } #'), 0xff, 0x22, 0x7d]), 'body'],
    ['a surrogate pair in six bytes', new Uint8Array([...Buffer.from('{"query":"{ me { id } } #'), 0xed, 0xa0, 0x81, 0xed, 0xb0, 0x80, 0x22, 0x7d]), 'body'],
  ])('with %s is refused where it stands', async (_what, body, at) => {
    const response = await leavesNothing(fixture, () => send(body));
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ extensions: { code: 'TEXT_MALFORMED', at } }] }]);
  });

  test('with U+0000 written as an escape of GraphQL is refused too', async () => {
    expect(codes(await leavesNothing(fixture, () => health.ask('mutation { signIn(login: "a\\u0000", password: "b") { id } }')))).toEqual(['TEXT_MALFORMED']);
  });

  test('of every plane is text', async () => {
    expect(codes(await health.ask(query, { id: '𠮷é\u{10ffff}' }))).toEqual(['NOT_FOUND']);
  });

  test('nested a million deep costs nothing', async () => {
    const response = await send(`{"query":"{ me { id } }","variables":{"a":${'['.repeat(900_000)}${']'.repeat(900_000)}}}`);
    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ extensions: { code: 'BODY_TOO_DEEP' } }] }]);
    expect(unsoundPlace({ a: [{ b: 'fine' }] })).toBeUndefined();
  });
});

describe('a body of a hundred megabytes', () => {
  const chunk = Buffer.alloc(1 << 20, 'x');
  const megabytes = full ? 100 : 20;

  /** Sends the body as far as the server takes it; gives the answer and how much was sent. */
  function flood(headers: Record<string, string>): Promise<{ status: number; text: string; sent: number }> {
    return new Promise((done, fail) => {
      const request = http.request(`${served.base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers } });
      let sent = 0;
      let answered = false;
      const push = () => {
        if (answered || sent >= megabytes) return void (answered || request.end());
        sent += 1;
        request.write(chunk, () => setImmediate(push));
      };
      request.on('response', (response) => {
        answered = true;
        let text = '';
        response.on('data', (data) => { text += String(data); });
        response.on('end', () => { request.destroy(); done({ status: response.statusCode ?? 0, text, sent }); });
      });
      request.on('error', (error) => { if (!answered) fail(error); });
      push();
    });
  }

  test.each([['that says so', { 'content-length': String(megabytes << 20) }], ['that comes in pieces', { 'transfer-encoding': 'chunked' }]])('%s is refused before it has been read', async (_what, headers) => {
    const before = process.memoryUsage().rss;
    const { status, text } = await flood(headers);
    expect([status, JSON.parse(text)]).toMatchObject([413, { errors: [{ message: 'The body of the request is too large; at most 2mb is allowed.', extensions: { code: 'BODY_TOO_LARGE', messages: { zh: expect.stringContaining('最多 2mb') } } }] }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(85 << 20);
    expect((await health.ask('{ me { login } }')).data).toEqual({ me: { login: 'health' } });
  });
});

describe('pages', () => {
  test('of every list join up to the whole, whatever their size', async () => {
    const lists: Array<[field: string, node: string]> = [['institutions(region: 610726', 'code'], [`people(region: 610726, institution: "${fixture.county.institutions.HA}"`, 'code']];
    for (const [field, node] of lists) {
      const read = async (first: number, after: string | null) => {
        const answer = await health.ask(`query ($after: String) { list: ${field}, first: ${first}, after: $after) { edges { cursor node { ${node} } } pageInfo { hasNextPage endCursor } } }`, { after });
        return (answer.data as unknown as { list: { edges: Array<{ cursor: string; node: object }>; pageInfo: { hasNextPage: boolean; endCursor: string | null } } }).list;
      };
      const whole = (await read(500, null)).edges;
      expect(whole.length).toBeGreaterThan(2);
      for (const size of [1, 2, whole.length]) {
        const joined: object[] = [];
        let after: string | null = null;
        for (let more = true; more;) {
          const page = await read(size, after);
          joined.push(...page.edges);
          ({ hasNextPage: more, endCursor: after } = page.pageInfo);
        }
        expect(joined).toEqual(whole);
      }
    }
  });

  test('of people are for whoever sees the institution', async () => {
    const people = (visitor: Visitor) => visitor.ask(`{ people(region: 610726, institution: "${fixture.county.institutions.HB}") { edges { node { name } } } }`);
    expect(codes(await people(await served.visitor('headA')))).toEqual([]);
    expect((await people(await served.visitor('headA'))).data).toEqual({ people: { edges: [] } });
    expect(codes(await people(await served.visitor('head')))).toEqual(['REGION_NOT_YOURS']);
    expect((await people(health)).data).toMatchObject({ people: { edges: [{}, {}] } });
  });
});
