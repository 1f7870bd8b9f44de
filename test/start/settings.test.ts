import { expect, test } from '@jest/globals';
import { readSettings } from '../../server/start/settings.ts';

test('nothing set: port 4000 of this machine, the embedded database', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '' }, '24.21.0')).toEqual({
    port: 4000, host: '127.0.0.1', dataDirectory: undefined, databaseUrl: undefined, databaseOwnerUrl: undefined, signingKey: undefined, dataKey: undefined, demo: undefined,
    metricsToken: undefined, logLevel: 'warn', web: 'build', oidc: undefined, publicUrl: undefined,
  });
});

test('everything set', () => {
  expect(readSettings({ PORT: '0', HOST: '::', DATA_DIR: 'd', DATABASE_URL: 'a', DATABASE_OWNER_URL: 'b', SIGNING_KEY: 'k', DATA_KEY: 'd', DEMO: '0', METRICS_TOKEN: 't', LOG_LEVEL: 'info', WEB: 'served', PUBLIC_URL: 'https://pay.example.cn/', OIDC_ISSUER: 'https://id.example.cn', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' }, '22.17.0')).toEqual({
    port: 0, host: '::', dataDirectory: 'd', databaseUrl: 'a', databaseOwnerUrl: 'b', signingKey: 'k', dataKey: 'd', demo: false, metricsToken: 't', logLevel: 'info', web: 'served',
    oidc: { issuer: 'https://id.example.cn', clientId: 'c', clientSecret: 's' }, publicUrl: 'https://pay.example.cn',
  });
});

test.each([
  [{ PORT: 'http' }, '24.0.0', /PORT is http/],
  [{ PORT: '65536' }, '24.0.0', /PORT is 65536/],
  [{ PORT: '-1' }, '24.0.0', /PORT is -1/],
  [{ LOG_LEVEL: 'loud' }, '24.0.0', /LOG_LEVEL is loud; it must be one of fatal/],
  [{ DEMO: 'yes' }, '24.0.0', /DEMO is yes/],
  [{ PUBLIC_URL: 'pay.example.cn' }, '24.0.0', /PUBLIC_URL is pay.example.cn/],
  [{ PUBLIC_URL: 'https://pay.example.cn/app' }, '24.0.0', /PUBLIC_URL is/],
  [{ PUBLIC_URL: 'ftp://pay.example.cn' }, '24.0.0', /PUBLIC_URL is/],
  [{ OIDC_ISSUER: 'https://id.example.cn', OIDC_CLIENT_ID: 'c' }, '24.0.0', /are set together or not at all/],
  [{ OIDC_ISSUER: 'http://id.example.cn', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' }, '24.0.0', /begins with https/],
  [{ OIDC_ISSUER: 'id', OIDC_CLIENT_ID: 'c', OIDC_CLIENT_SECRET: 's' }, '24.0.0', /begins with https/],
  [{}, '22.16.9', /Node 22.17 or later is needed and this is 22.16.9/],
  [{}, '20.20.2', /Node 22.17 or later/],
])('%j under Node %s is refused', (environment, node, reason) => {
  expect(() => readSettings(environment, node)).toThrow(reason);
});
