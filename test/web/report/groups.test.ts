import { describe, expect, test } from '@jest/globals';
import type { InstitutionKind } from '../../../web/gql/graphql.ts';
import { barsOf, groupsOf, sumsMatch, sumsOf, type ReportLine } from '../../../web/report/groups.ts';

const line = (name: string, kind: InstitutionKind, paid: string, surplusShare = '0.00', people = 1): ReportLine => ({
  institution: { id: name, name, kind }, people, total: paid, basicPaid: paid, incentivePaid: '0.01', perHead: '0.00', surplusShare,
});
const clinic = (name: string, surplusShare: string): ReportLine => ({ ...line(name, 'VILLAGE_CLINIC', '0.00', surplusShare), incentivePaid: '0.00' });
const lines = [clinic('村甲', '0.10'), line('镇甲', 'TOWNSHIP_HOSPITAL', '10.00'), line('县院', 'COUNTY_HOSPITAL', '90071992547409.91', '1.00', 300), clinic('村乙', '0.20'), line('镇乙', 'TOWNSHIP_HOSPITAL', '20.00')];

describe('the table', () => {
  test('takes institutions together by kind, with exact sums', () => {
    expect(groupsOf(lines).map(({ kind, people, basicPaid, surplusShare }) => [kind, people, basicPaid, surplusShare])).toEqual([
      ['COUNTY_HOSPITAL', 300, '90071992547409.91', '1.00'], ['TOWNSHIP_HOSPITAL', 2, '30.00', '0.00'], ['VILLAGE_CLINIC', 2, '0.00', '0.30'],
    ]);
    expect(groupsOf(lines).at(-1)?.lines.map(({ institution }) => institution.name)).toEqual(['村甲', '村乙']);
  });

  test('says when a sum is not that of its rows, in money or in people', () => {
    const sum = sumsOf(lines);
    expect(sum).toMatchObject({ people: 304, basicPaid: '90071992547439.91', incentivePaid: '0.03', surplusShare: '1.30' });
    expect(sumsMatch(lines, sum)).toBe(true);
    expect(sumsMatch(groupsOf(lines), sum)).toBe(true);
    expect(sumsMatch(lines, { ...sum, surplusShare: '1.31' })).toBe(false);
    expect(sumsMatch(lines, { ...sum, people: 303 })).toBe(false);
  });
});

describe('the chart', () => {
  test('shows those that paid, most first', () => {
    expect(barsOf(lines, 20).map(({ name }) => name)).toEqual(['县院', '镇乙', '镇甲']);
    expect(barsOf([clinic('村甲', '0.10')], 20)).toEqual([]);
  });

  test('takes the smaller ones together beyond its number of bars, and loses nothing', () => {
    const many = Array.from({ length: 30 }, (_, index) => line(`镇${index}`, 'TOWNSHIP_HOSPITAL', `${index + 1}.00`));
    const bars = barsOf(many, 20);
    expect(bars).toHaveLength(20);
    expect(bars.at(-1)).toEqual({ name: null, others: 11, basicPaid: '66.00', incentivePaid: '0.11' });
    expect(barsOf(many.slice(0, 20), 20).every(({ name }) => name !== null)).toBe(true);
  });
});
