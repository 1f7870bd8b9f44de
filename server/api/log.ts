/** The server's log: JSON lines without personal data. An error is told by its kind and place, never by what it holds. */
import { pino, type DestinationStream, type Logger } from 'pino';
import { codeOf } from '../db/fault.ts';

/** Values that stand in messages: quoted, in figures, or in letters other than ASCII. */
const values = /"[^"]*"|'[^']*'|`[^`]*`|\([^)]*\)|[^\x20-\x7e]+|\d+/g;
const longest = 200;

function field(error: object, name: string): string | undefined {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}

/** The kind, code and place of an error. The sentence of a database's error stands after the statement, which may hold anything. */
export function plainError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const sentence = (error.message.split('\n')[0] ?? '').split(' - ').at(-1) ?? '';
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map((line) => line.trim());
  return {
    name: error.name, code: codeOf(error) || undefined, message: sentence.replace(values, '…').slice(0, longest),
    table: field(error, 'table'), constraint: field(error, 'constraint'), stack,
    ...(error.cause instanceof Error ? { cause: plainError(error.cause) } : {}),
  };
}

export type Log = Logger;

/** Writes to standard output, or to `stream`. */
export function makeLog(level: string, stream?: DestinationStream): Log {
  const options = { level, base: undefined, serializers: { err: plainError } };
  return stream ? pino(options, stream) : pino(options);
}
