import { importsOf, type HouseFault, type Source } from './source.ts';

const slices = [
  'organisation', 'policy', 'benefit', 'budget', 'spending', 'assessment', 'settlement', 'pay', 'notice', 'report', 'intake', 'audit', 'rights', 'paper', 'stage', 'confirmation', 'allocation', 'cash',
];

/** The rooms of the server, storey by storey: a room imports itself and lower ones, and never its neighbour. */
const storeys = [
  ['core'], ['clock'], ['model'], ['db'], ['access'], ['ledger', 'read'], ['run'], ['slice'], ['api'], ['main', 'cli'],
];
const floors: Record<string, number> = Object.fromEntries(storeys.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));
/** What lies in a room without lying in a folder of its name. */
const roomOf: Record<string, string> = { 'clock.ts': 'clock', 'hash.ts': 'clock', 'signature.ts': 'clock', 'db.ts': 'db', migrations: 'db', jobs: 'api', 'main.ts': 'main', start: 'main' };
const corePackages = /^(yaml|@bpmn-io\/lezer-feel|@lezer\/[\w-]+)$/;

interface Place {
  /** The top folder, or the room of the server. */
  room: string;
  /** Of a slice: which one. */
  slice?: string;
}

function placeOf(path: string): Place | undefined {
  const [top = '', second = '', ...rest] = path.split('/');
  if (top !== 'server') return { room: top };
  if (slices.includes(second)) return { room: 'slice', slice: second };
  const room = roomOf[second] ?? (rest.length === 0 ? 'api' : second);
  return room in floors ? { room } : undefined;
}

function breach(from: Place, to: Place, target: string): string | undefined {
  if (from.room === 'test') return undefined;
  if (to.room === 'test') return 'nothing outside test imports test';
  if (to.room === 'seeds' && !['main', 'cli', 'seeds'].includes(from.room)) return 'only server/main.ts and server/cli load seeds';
  if (from.room === 'web') {
    const allowed = ['web', 'schema', 'core'].includes(to.room);
    return allowed ? undefined : 'web imports only web, schema and server/core';
  }
  const floor = floors[from.room];
  if (floor === undefined) return undefined;
  if (from.slice && to.slice && from.slice !== to.slice) {
    return `slice ${from.slice} must not import slice ${to.slice}; move down what both need`;
  }
  const below = floors[to.room];
  if (below === undefined) {
    const seedsFromTop = to.room === 'seeds' || (to.room === 'schema' && floor >= (floors['api'] as number));
    return seedsFromTop ? undefined : `the server does not import ${target}`;
  }
  const same = from.room === to.room || (from.room === 'cli' && to.room === 'main');
  return below < floor || same ? undefined : `${from.room} must not import ${to.room}: imports run down only`;
}

/** The import rule: the server imports downward, storey by storey; the web sees `schema` and `server/core` only. */
export function importFaults(sources: Source[]): HouseFault[] {
  return sources.flatMap((source) => {
    const fault = (line: number, says: string): HouseFault => ({ rule: 'import', path: source.path, line, says });
    const from = placeOf(source.path);
    if (!from) return [fault(1, 'lies in no room of the house; name the room in the import rule first')];
    return importsOf(source).flatMap(({ target, own, line }) => {
      if (!own) {
        return from.room === 'core' && !corePackages.test(target) ? [fault(line, `core must not import ${target}`)] : [];
      }
      const to = placeOf(target);
      const says = to ? breach(from, to, target) : `imports ${target}, which lies in no room of the house`;
      return says === undefined ? [] : [fault(line, says)];
    });
  });
}
