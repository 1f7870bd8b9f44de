/** A policy on its way from text: what could be read, the faults found, and the names that faults keep unknown. */
import type { Fields, Reader } from './fields.ts';
import { suggestion } from '../feel/suggest.ts';
import type { Policy } from './policy.ts';

export class Draft {
  readonly reader: Reader;
  readonly policy: Policy;
  /** Names whose definition has a fault; what uses them is not reported again. */
  readonly broken = new Set<string>();
  private readonly sourceIds: readonly string[];

  constructor(reader: Reader, policy: Policy, sourceIds: readonly string[]) {
    this.reader = reader;
    this.policy = policy;
    this.sourceIds = sourceIds;
  }

  /** Runs a reader; when it finds faults the names are broken. */
  whole(names: readonly string[], read: () => void): void {
    const before = this.reader.faults.length;
    read();
    if (this.reader.faults.length > before) for (const name of names) this.broken.add(name);
  }

  /** The sources that `why` names; a missing or unknown one is a fault. */
  why(fields: Fields): string[] {
    if (!fields.find('why')) this.reader.fault('WHY_MISSING', fields.place);
    const named = fields.texts('why');
    for (const { text, place } of named) {
      if (this.sourceIds.includes(text)) continue;
      this.reader.fault('SOURCE_UNKNOWN', place, { found: text, suggestion: suggestion(text, this.sourceIds) });
    }
    return named.map(({ text }) => text);
  }
}
