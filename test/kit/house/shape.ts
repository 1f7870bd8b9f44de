import { childrenOf, importsOf, type HouseFault, type HouseFile, type Node, type Source } from './source.ts';

const fileLimit = 400;
const functionLimit = 80;

/** A function that has a body; in tests only declared ones count, since a suite is one long callback. */
function isMeasured(node: Node, path: string): boolean {
  if (node.type === 'FunctionDeclaration') return true;
  return !path.startsWith('test/') && (node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression');
}

/** The lines of a function; a class that it declares does not count, since the methods are measured by themselves. */
function linesOf(node: Node, lineAt: Source['lineAt']): number {
  const classLines = (inner: Node): number =>
    /^Class(Declaration|Expression)$/.test(inner.type)
      ? lineAt(inner.end) - lineAt(inner.start)
      : childrenOf(inner).reduce((sum, child) => sum + classLines(child), 0);
  return lineAt(node.end) - lineAt(node.start) + 1 - classLines(node);
}

/** At most 400 lines a file and 80 a function. */
export function lengthFaults(sources: Source[]): HouseFault[] {
  return sources.flatMap(({ path, text, nodes, lineAt }) => {
    const lines = lineAt(text.trimEnd().length);
    const long: HouseFault[] = nodes
      .filter((node) => isMeasured(node, path))
      .map((node) => ({ line: lineAt(node.start), lines: linesOf(node, lineAt) }))
      .filter((measured) => measured.lines > functionLimit)
      .map((measured) => ({
        rule: 'length', path, line: measured.line, says: `a function of ${measured.lines} lines; at most ${functionLimit}`,
      }));
    if (lines > fileLimit) long.push({ rule: 'length', path, line: lines, says: `a file of ${lines} lines; at most ${fileLimit}` });
    return long;
  });
}

/** A file that only declares types has nothing to run, hence nothing to test. */
function declaresOnlyTypes({ body }: Source): boolean {
  const isType = (node: unknown) => /^TS(Interface|TypeAlias)Declaration$/.test((node as Node | null)?.type ?? '');
  return body.every((node) => node['importKind'] === 'type' || node['exportKind'] === 'type' || isType(node));
}

/**
 * Every file of server/core has its test: at the mirrored path, or in the mirrored folder (or the test named as that
 * folder) a test that imports it.
 */
export function mirrorFaults(sources: Source[]): HouseFault[] {
  const tests = sources.filter(({ path }) => path.startsWith('test/core/') && /\.test\.tsx?$/.test(path));
  return sources
    .filter((source) => source.path.startsWith('server/core/') && !declaresOnlyTypes(source))
    .filter(({ path }) => {
      const mirrored = path.replace(/^server\//, 'test/').replace(/\.tsx?$/, '.test.ts');
      const folder = mirrored.slice(0, mirrored.lastIndexOf('/'));
      return !tests.some((test) =>
        test.path === mirrored
        || ((test.path.startsWith(`${folder}/`) || test.path === `${folder}.test.ts`)
          && importsOf(test).some(({ target }) => target === path)));
    })
    .map(({ path }) => ({ rule: 'mirror', path, line: 1, says: 'no test in test/core mirrors it or imports it' }));
}

/** Folders of one machine that must not be written down, and the places where one is right. */
const machinePath = /(?<![\w.~*}-])\/(work|tmp|home|root|Users)\/[^\s'"`)]*/;

export function machinePathFaults(files: HouseFile[], allowed: readonly { path: string; text: string; reason: string }[]): HouseFault[] {
  return files.filter(({ path }) => /^(server|web|seeds|docs)\//.test(path)).flatMap(({ path, text }) =>
    text.split('\n').flatMap((content, i): HouseFault[] => {
      const found = machinePath.exec(content)?.[0];
      if (!found || allowed.some((place) => place.path === path && found.startsWith(place.text))) return [];
      return [{ rule: 'machine-path', path, line: i + 1, says: `${found} is a path of one machine` }];
    }));
}
