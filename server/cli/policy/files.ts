/** Files named on the command line. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const presetsUrl = new URL('../../../seeds/policies/', import.meta.url);
const presets = fileURLToPath(presetsUrl);

/** What a command says when it cannot go on; the text is printed as it stands. */
export class Stop extends Error {}

export interface Text {
  /** The path as the reader knows it. */
  file: string;
  text: string;
}

export function readText(file: string): Text {
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) };
  } catch (error) {
    const reason = error instanceof TypeError ? 'not UTF-8 text / 不是 UTF-8 文本' : (error as Error).message;
    throw new Stop(`${file}: ${reason}`);
  }
}

/** The presets, by id. */
export function presetIds(): string[] {
  return readdirSync(presets).filter((name) => name.endsWith('.yaml')).map((name) => name.slice(0, -'.yaml'.length)).sort();
}

/** Ids of the rules that move or limit money and that the presets together must hold. */
export function coreRules(): string[] {
  return readText(fileURLToPath(new URL('../core-rules.txt', presetsUrl))).text.trim().split('\n');
}

/** A preset by its id, or a policy file by its path. */
export function policyText(idOrFile: string): Text {
  if (!/^[a-z][a-z0-9-]*$/.test(idOrFile)) return readText(idOrFile);
  if (presetIds().includes(idOrFile)) return readText(`${presets}${idOrFile}.yaml`);
  throw new Stop(`${idOrFile}: no such preset; there are / 没有这个预设，现有: ${presetIds().join(', ')}`);
}

function headOf(text: string, key: 'policy' | 'version'): string | undefined {
  return new RegExp(`^${key}: *(\\S+)`, 'm').exec(text)?.[1];
}

/** Finds the policies that others lie over: beside the file, then among the presets. */
export function findPolicyBeside(file: string): (id: string, version: string) => string | undefined {
  return (id, version) => {
    for (const folder of new Set([dirname(file), presets])) {
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.yaml'))) {
        const text = readFileSync(join(folder, name), 'utf8');
        if (headOf(text, 'policy') === id && headOf(text, 'version') === version) return text;
      }
    }
    return undefined;
  };
}
