/**
 * The lines of an exported ledger, JSON one a line, in this order: what it is of; the policies; the frozen facts; the runs;
 * the links of the chain from the first, each with its entry; the signed head. A seal (`seal.ts`) ends the file.
 */
import { exactly, listOf, mapOf, matching, orNull, record, text, textOr, whole, type Shape } from './shape.ts';

const hash = matching(/^[0-9a-f]{64}$/);
const id = matching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const instant = matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const hex = matching(/^([0-9a-f]{2})+$/);

/** `year` is null in a file of all years; in a file of one, the entries of other years are left out and only their links given. */
const ledger = record({ is: exactly('ledger'), format: exactly('1'), region: whole, name: text, year: orNull(whole) });

const policy = record({ is: exactly('policy'), hash, text });

const facts = record({ is: exactly('facts'), hash, facts: mapOf(textOr(listOf(mapOf(text)))), origins: mapOf(text) });

const run = record({
  is: exactly('run'), id, hash, stage: text, period: text, institution: orNull(id), policy: hash, facts: hash, upstream: listOf(hash),
  decisions: mapOf(text), amounts: mapOf(textOr(mapOf(text))), steps: listOf(text), engine: text,
  preparedBy: id, preparedAt: instant, signatures: listOf(record({ step: text, by: id, at: instant })),
}, { decided: mapOf(record({ by: id, at: instant, why: text })), held: listOf(text), corrects: hash, language: whole });

const entry = record({
  id, fund: text, on: matching(/^\d{4}-\d{2}-\d{2}$/), memo: record({ zh: text, en: text }), run: record({ id, hash }), by: id, at: instant,
  lines: listOf(record({ account: text, amount: matching(/^-?[1-9]\d*$/), line: whole, row: orNull(text), step: text })),
});

const link = record({ is: exactly('link'), sequence: whole, previous: hash, content: hash, hash, entry: orNull(entry) });

/** Signed over the canonical text of its other fields; `digest` is the SHA-256 of all lines before. Key: SPKI of Ed25519. */
const head = record({ is: exactly('head'), region: whole, sequence: whole, hash, digest: hash, key: hex, signature: hex });

type Of<S> = S extends Shape<infer T> ? T : never;
export type LedgerRecord = Of<typeof ledger>;
export type PolicyRecord = Of<typeof policy>;
export type FactsRecord = Of<typeof facts>;
export type RunRecord = Of<typeof run>;
export type LinkRecord = Of<typeof link>;
export type HeadRecord = Of<typeof head>;

export type FileRecord = LedgerRecord | PolicyRecord | FactsRecord | RunRecord | LinkRecord | HeadRecord;

/** In the order in which they stand in a file. */
export const kinds = ['ledger', 'policy', 'facts', 'run', 'link', 'head'] as const;
export type Kind = (typeof kinds)[number];

export const shapes: Record<Kind, Shape<FileRecord>> = { ledger, policy, facts, run, link, head };
