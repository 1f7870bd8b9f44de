/**
 * The river: what the ledger moved, as a picture without circles. Money that comes back to an account that it left, as an advance does when the year is settled,
 * comes to the account as it stands from that stage on.
 */
import type { Money } from './money.ts';

export interface Flow {
  source: string;
  target: string;
  amount: Money;
}

export interface PlacedFlow<F extends Flow> {
  flow: F;
  /** Names of places. */
  source: string;
  target: string;
}

/** An account as it stands from a stage on; `pass` is 1 until money comes back to it. */
export interface PlaceOfRiver {
  id: string;
  account: string;
  pass: number;
  /** Which of the stages money came back at; the first stage that it is part of where none did. */
  stage: number;
  /** How far it lies from the sources. */
  depth: number;
}

class Course {
  readonly places = new Map<string, PlaceOfRiver>();
  readonly #standing = new Map<string, string>();
  readonly #onwards = new Map<string, Set<string>>();

  /** The account as it stands now. */
  at(account: string, stage: number): string {
    return this.#standing.get(account) ?? this.#place(account, 1, stage);
  }

  /** The account as it stands from now on. */
  anew(account: string, stage: number): string {
    const before = this.places.get(this.at(account, stage)) as PlaceOfRiver;
    return this.#place(account, before.pass + 1, stage);
  }

  join(source: string, target: string): void {
    (this.#onwards.get(source) as Set<string>).add(target);
  }

  /** Whether money that is at one place may come to the other, or is there. */
  leads(from: string, to: string): boolean {
    const seen = new Set([from]);
    for (const place of seen) for (const next of this.#onwards.get(place) as Set<string>) seen.add(next);
    return seen.has(to);
  }

  /** Each place one step beyond the farthest that leads to it. */
  measure(flows: ReadonlyArray<{ source: string; target: string }>): void {
    for (let moved = true; moved;) {
      moved = false;
      for (const { source, target } of flows) {
        const [from, to] = [this.places.get(source) as PlaceOfRiver, this.places.get(target) as PlaceOfRiver];
        if (to.depth > from.depth) continue;
        to.depth = from.depth + 1;
        moved = true;
      }
    }
  }

  #place(account: string, pass: number, stage: number): string {
    const id = pass === 1 ? account : `${account}#${pass}`;
    this.places.set(id, { id, account, pass, stage, depth: 0 });
    this.#standing.set(account, id);
    this.#onwards.set(id, new Set());
    return id;
  }
}

/** The flows of each stage, in the order of the stages, with the places between which they are drawn; those that come back are drawn first. */
export function courseOf<F extends Flow>(stages: ReadonlyArray<readonly F[]>): { places: PlaceOfRiver[]; flows: PlacedFlow<F>[] } {
  const course = new Course();
  const placed: PlacedFlow<F>[] = [];
  const draw = (flow: F, source: string, target: string) => {
    course.join(source, target);
    placed.push({ flow, source, target });
  };
  for (const [stage, flows] of stages.entries()) {
    const returns = flows.map((flow) => ({ flow, source: course.at(flow.source, stage), target: course.at(flow.target, stage) })).filter(({ source, target }) => course.leads(target, source));
    const anew = new Map<string, string>();
    for (const { flow } of returns) if (!anew.has(flow.target)) anew.set(flow.target, course.anew(flow.target, stage));
    for (const { flow, source } of returns) draw(flow, source, anew.get(flow.target) as string);
    const back = new Set(returns.map(({ flow }) => flow));
    for (const flow of flows.filter((each) => !back.has(each))) {
      const [source, target] = [course.at(flow.source, stage), course.at(flow.target, stage)];
      draw(flow, source, course.leads(target, source) ? course.anew(flow.target, stage) : target);
    }
  }
  course.measure(placed);
  return { places: [...course.places.values()], flows: placed };
}
