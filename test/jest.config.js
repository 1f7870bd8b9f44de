/** Tests run as ES modules under swc; `npm run jest -- <path>` runs a part. */
export default {
  rootDir: '..',
  roots: ['<rootDir>/test'],
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/kit/global-setup.js',
  globalTeardown: '<rootDir>/test/kit/global-teardown.js',
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
  collectCoverageFrom: ['server/core/**/*.ts'],
  coverageThreshold: { './server/core/': { lines: 100, branches: 100 } },
  coverageReporters: ['text-summary', 'json-summary'],
  testTimeout: 30_000,
  maxWorkers: 2,
};
