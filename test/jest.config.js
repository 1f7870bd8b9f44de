import { dirname } from 'node:path';

/** Tests run as ES modules under swc; `npm run jest -- <path>` runs a part. Coverage is what `test/core` reaches of `server/core`: the other tests run it as it is. */
const rootDir = dirname(import.meta.dirname);
export const shared = {
  rootDir,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    }],
  },
};

export default {
  rootDir,
  globalSetup: '<rootDir>/test/kit/global-setup.js',
  globalTeardown: '<rootDir>/test/kit/global-teardown.js',
  collectCoverageFrom: ['server/core/**/*.ts'],
  coverageThreshold: { './server/core/': { lines: 100, branches: 100 } },
  coverageReporters: ['text-summary', 'json-summary'],
  testTimeout: 30_000,
  maxWorkers: 2,
  projects: [
    { ...shared, displayName: 'core', roots: ['<rootDir>/test/core', '<rootDir>/server/core'] },
    { ...shared, displayName: 'whole', roots: ['<rootDir>/test'], testPathIgnorePatterns: ['<rootDir>/test/core/'], coveragePathIgnorePatterns: ['/'] },
  ],
};
