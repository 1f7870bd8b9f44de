import { expect, test } from '@jest/globals';
import { readSettings } from '../../server/start/settings.ts';

test('nothing set: port 4000 of this machine, the embedded database', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '' }, '24.21.0')).toEqual({
    port: 4000, host: '127.0.0.1', dataDirectory: undefined, databaseUrl: undefined, databaseOwnerUrl: undefined, signingKey: undefined, dataKey: undefined, demo: undefined, web: 'build',
  });
});

test('everything set', () => {
  expect(readSettings({ PORT: '0', HOST: '::', DATA_DIR: 'd', DATABASE_URL: 'a', DATABASE_OWNER_URL: 'b', SIGNING_KEY: 'k', DATA_KEY: 'd', DEMO: '0', WEB: 'served' }, '22.17.0')).toEqual({
    port: 0, host: '::', dataDirectory: 'd', databaseUrl: 'a', databaseOwnerUrl: 'b', signingKey: 'k', dataKey: 'd', demo: false, web: 'served',
  });
});

test.each([
  [{ PORT: 'http' }, '24.0.0', /PORT is http/],
  [{ PORT: '65536' }, '24.0.0', /PORT is 65536/],
  [{ PORT: '-1' }, '24.0.0', /PORT is -1/],
  [{ DEMO: 'yes' }, '24.0.0', /DEMO is yes/],
  [{}, '22.16.9', /Node 22.17 or later is needed and this is 22.16.9/],
  [{}, '20.20.2', /Node 22.17 or later/],
])('%j under Node %s is refused', (environment, node, reason) => {
  expect(() => readSettings(environment, node)).toThrow(reason);
});
