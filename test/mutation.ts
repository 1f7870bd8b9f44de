/**
 * Mutation testing of the files that everything else relies on, each against its own tests: `npm run mutation`, or
 * `npm run mutation -- allocate` for one. Fails when fewer than 90 % of a file's mutants are found.
 */
import { Stryker } from '@stryker-mutator/core';
// @ts-expect-error plain JavaScript: jest reads it as it is
import { shared } from './jest.config.js';

/** Each file of server/ with the tests of test/ that are to find its mutants. */
const files = {
  money: { path: 'core/money', tests: ['core/money'] },
  rate: { path: 'core/rate', tests: ['core/rate'] },
  allocate: { path: 'core/allocate', tests: ['core/allocate'] },
  journal: { path: 'core/journal', tests: ['core/journal'] },
  evaluate: { path: 'core/policy/evaluate', tests: ['core/policy/evaluate', 'core/policy/overrides'] },
};
type Name = keyof typeof files;
type Options = ConstructorParameters<typeof Stryker>[0];

const { rootDir: _root, ...inSandbox } = shared;
const scratch = '.data/mutation';

function optionsOf(name: Name): Options {
  const { path, tests } = files[name];
  return {
    mutate: [`server/${path}.ts`],
    // Type checks are off: swc strips types, and TypeScript 7 has not the interface that Stryker would read tsconfig.json with.
    disableTypeChecks: false,
    ignorePatterns: ['tsconfig.json', 'docs', 'schema', 'web'],
    plugins: ['@stryker-mutator/jest-runner'],
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: {
      configFile: 'test/jest.config.js',
      enableFindRelatedTests: false,
      config: {
        ...inSandbox, // one project: the tests named, of the copy that is changed
        projects: undefined,
        globalSetup: null,
        globalTeardown: null,
        roots: ['<rootDir>/test/core'],
        testMatch: tests.map((test) => `<rootDir>/test/${test}.test.ts`),
        watchman: false,
      },
    },
    coverageAnalysis: 'perTest',
    concurrency: Number(process.env.WORKERS ?? '2'),
    thresholds: { high: 95, low: 90, break: 90 },
    tempDirName: `${scratch}/sandbox`,
    reporters: ['clear-text', 'progress-append-only', 'json'],
    clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
    allowConsoleColors: false,
    jsonReporter: { fileName: `${scratch}/${name}.json` },
    allowEmpty: false,
  };
}

function isName(text: string): text is Name {
  return Object.hasOwn(files, text);
}

const asked = process.argv.slice(2);
const unknown = asked.find((text) => !isName(text));
if (unknown !== undefined) throw new Error(`There is no ${unknown} to mutate; there are: ${Object.keys(files).join(', ')}.`);
for (const name of asked.length > 0 ? asked.filter(isName) : Object.keys(files).filter(isName)) {
  await new Stryker(optionsOf(name)).runMutationTest();
}
