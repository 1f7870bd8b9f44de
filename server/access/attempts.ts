/** Slows down the guessing of passwords: ten failures of one login or from one address in fifteen minutes, then a pause. */
const allowed = 10;
const windowMinutes = 15;

export class Attempts {
  private readonly failures = new Map<string, number[]>();

  private recent(key: string, now: Date): number[] {
    const since = now.getTime() - windowMinutes * 60_000;
    return (this.failures.get(key) ?? []).filter((at) => at > since);
  }

  /** Minutes to wait before the next attempt, 0 when it may be made now. */
  waitFor(keys: readonly string[], now: Date): number {
    const waits = keys.map((key) => {
      const recent = this.recent(key, now);
      const [oldest] = recent;
      return recent.length < allowed || oldest === undefined ? 0 : Math.ceil((oldest + windowMinutes * 60_000 - now.getTime()) / 60_000);
    });
    return Math.max(...waits);
  }

  /** Counts an attempt, and drops what is too old to count. */
  count(keys: readonly string[], now: Date): void {
    for (const key of this.failures.keys()) if (this.recent(key, now).length === 0) this.failures.delete(key);
    for (const key of keys) this.failures.set(key, [...this.recent(key, now), now.getTime()]);
  }

  forget(keys: readonly string[]): void {
    for (const key of keys) this.failures.delete(key);
  }
}
