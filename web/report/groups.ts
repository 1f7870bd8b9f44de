/** The lines of the pay report taken together: by kind of institution for the table, the smaller ones for the chart. */
import { formatMoney, parseMoney, sumMoney, type Money } from '../../server/core/money.ts';
import type { InstitutionKind } from '../gql/graphql.ts';
import { institutionKinds } from '../kit/institutions.ts';

export const summed = ['total', 'basicPaid', 'incentivePaid', 'surplusShare'] as const;

type Sums = Record<(typeof summed)[number], string> & { people: number };

export interface ReportLine extends Sums {
  institution: { id: string; name: string; kind: InstitutionKind };
  perHead: string;
}

export interface Group extends Sums {
  kind: InstitutionKind;
  lines: ReportLine[];
}

function sumOf(values: readonly string[]): Money {
  return sumMoney(values.map((value) => parseMoney(value, '')));
}

/** People and yuan of several lines. */
export function sumsOf(lines: readonly Sums[]): Sums {
  const of = (key: (typeof summed)[number]) => formatMoney(sumOf(lines.map((line) => line[key])));
  return {
    people: lines.reduce((people, line) => people + line.people, 0),
    total: of('total'), basicPaid: of('basicPaid'), incentivePaid: of('incentivePaid'), surplusShare: of('surplusShare'),
  };
}

/** The kinds that occur, county hospitals first, each with its lines and their sums. */
export function groupsOf(lines: readonly ReportLine[]): Group[] {
  return institutionKinds.map((kind) => ({ kind, lines: lines.filter(({ institution }) => institution.kind === kind) }))
    .filter((group) => group.lines.length > 0)
    .map((group) => ({ ...group, ...sumsOf(group.lines) }));
}

/** True when the sums of the server are those of its rows, people and all. */
export function sumsMatch(lines: readonly Sums[], sum: Sums): boolean {
  const own = sumsOf(lines);
  return own.people === sum.people && summed.every((key) => parseMoney(own[key], '') === parseMoney(sum[key], ''));
}

export interface Bar {
  /** Of the institution; null for those taken together. */
  name: string | null;
  others: number;
  basicPaid: string;
  incentivePaid: string;
}

/** The institutions that paid, most first; beyond `max` bars the smaller ones are the last bar. */
export function barsOf(lines: readonly ReportLine[], max: number): Bar[] {
  const paid = (line: ReportLine) => sumOf([line.basicPaid, line.incentivePaid]);
  const payers = lines.filter((line) => paid(line) !== 0n).sort((a, b) => (paid(b) > paid(a) ? 1 : paid(b) < paid(a) ? -1 : 0));
  const apart = payers.length > max ? payers.slice(0, max - 1) : payers;
  const rest = payers.slice(apart.length);
  const bars = apart.map(({ institution, basicPaid, incentivePaid }): Bar => ({ name: institution.name, others: 0, basicPaid, incentivePaid }));
  const { basicPaid, incentivePaid } = sumsOf(rest);
  return rest.length === 0 ? bars : [...bars, { name: null, others: rest.length, basicPaid, incentivePaid }];
}
