import { isCode, nameOf, type HouseFault, type HouseFile, type Node, type Source } from './source.ts';

/** A place where a banned word is right, and why. An exception that is no longer needed is itself a fault. */
export interface Exception {
  path: string;
  word: string;
  reason: string;
}

const unfinished = /\b(TODO|FIXME|XXX)\b/;
const silencers = /@ts-(ignore|nocheck)\b/;
const suites = ['test', 'it', 'describe'];

/** Words that money must not meet; `instead` says what to write. */
function moneyWord(node: Node): { word: string; instead: string } | undefined {
  if (node.type === 'Identifier' && node['name'] === 'parseFloat') {
    return { word: 'parseFloat', instead: 'parseMoney or parseRate' };
  }
  if (node.type === 'MemberExpression') {
    const property = nameOf(node);
    if (property === 'toFixed') return { word: 'toFixed', instead: 'formatMoney or formatRate' };
    if (property === 'round' && nameOf(node['object']) === 'Math') return { word: 'Math.round', instead: 'roundTo or toFen' };
  }
  if (node.type === 'CallExpression' && nameOf(node['callee']) === 'eval') {
    return { word: 'eval', instead: 'the formulas of the core' };
  }
  if (/^(New|Call)Expression$/.test(node.type) && nameOf(node['callee']) === 'Function') {
    return { word: 'new Function', instead: 'the formulas of the core' };
  }
  return undefined;
}

/** Words that no code may hold, tests included. */
function codeWord(node: Node): { word: string; instead: string } | undefined {
  if (node.type === 'TSAnyKeyword') return { word: 'any', instead: 'unknown or the real type' };
  if (node.type === 'MemberExpression' && nameOf(node) === 'only' && suites.includes(nameOf(node['object']) ?? '')) {
    return { word: '.only', instead: 'the whole suite' };
  }
  return undefined;
}

function textFaults({ path, text }: HouseFile): HouseFault[] {
  return text.split('\n').flatMap((content, i) => {
    const word = unfinished.exec(content)?.[0];
    return word ? [{ rule: 'word' as const, path, line: i + 1, says: `${word}: finish it` }] : [];
  });
}

/** Banned words: in syntax and comments of code (so that a text about a word is free), and unfinished work in any text. */
export function wordFaults(files: HouseFile[], sources: Source[], exceptions: readonly Exception[]): HouseFault[] {
  const faults: HouseFault[] = files.filter(({ path }) => !isCode(path) && /^(server|web|seeds|docs)\//.test(path)).flatMap(textFaults);
  const used = new Set<Exception>();
  for (const { path, nodes, comments, lineAt } of sources) {
    const meetsMoney = /^(server|web|seeds)\//.test(path);
    for (const node of nodes) {
      const found = codeWord(node) ?? (meetsMoney ? moneyWord(node) : undefined);
      if (!found) continue;
      const exception = exceptions.find((allowed) => allowed.path === path && allowed.word === found.word);
      if (exception) used.add(exception);
      else faults.push({ rule: 'word', path, line: lineAt(node.start), says: `${found.word}: use ${found.instead}` });
    }
    for (const { value, start } of comments) {
      const word = unfinished.exec(value) ?? silencers.exec(value);
      if (word) faults.push({ rule: 'word', path, line: lineAt(start), says: `${word[0]}: finish or mend it` });
    }
  }
  for (const exception of exceptions) {
    if (!used.has(exception)) {
      faults.push({ rule: 'word', path: exception.path, line: 1, says: `the exception for ${exception.word} is not needed` });
    }
  }
  return faults;
}
