/** A city for the benchmark of points: its hospitals, its table of diseases, and cases that are there as an import leaves them. */
import { v7 } from 'uuid';
import { inTransaction } from '../../server/db.ts';
import { withClient } from '../../server/db/roles.ts';
import { recordInstitution } from '../../server/organisation/records.ts';
import { publish, type County, type Place } from '../kit/county.ts';
import { makeLocality, posted, seed } from '../stories/kit/place.ts';
import { decimal, numbers } from './kit.ts';

export const region = 640200;
export const month = '2026-01';

export interface City {
  fixture: County;
  place: Place;
  hospitals: Array<{ code: string; id: string; coefficient: string }>;
}

interface Entry {
  entry: string;
  points: string;
  surgery: boolean;
  fracture: boolean;
}

/** 917 entries of operations, 55 of them for fractures, and 1,361 others, as the city's table has. */
const [surgical, others, fractures] = [917, 1361, 55];

export function library(): Entry[] {
  const next = numbers(20_260_801);
  return Array.from({ length: surgical + others }, (_, index) => ({
    entry: `D${String(index).padStart(4, '0')}`, points: decimal(next(300, 30_000), 1), surgery: index < surgical, fracture: index < fractures,
  }));
}

const rowText = ({ entry, points, surgery, fracture }: Entry) => `{ entry: ${entry}, disease: ${entry}, entry_points: ${points}${surgery ? ', surgery: true' : ''}${fracture ? ', fracture: true' : ''} }`;

/** The city's policy: that of the demo, with its whole table of diseases. */
function policyText(): string {
  const rows = library().map((each) => `      - ${rowText(each)}`).join('\n');
  return `language: 1
policy: bench-points
version: 1
overlays: shizuishan-cases@1
title: { zh: 测速, en: Benchmark }
place: { code: "6402", zh: 石嘴山市, en: Shizuishan City }
applies: { from: 2026-01-01 }
parameters:
  library:
    why: c-library
    rows:
${rows}
`;
}

const since = { from: '2009-01-01', knownFrom: new Date('2009-01-01T00:00:00+08:00') };

/** Cases of one month, a few diseases being most of them; written by the owner, since how they come in is measured by `bench:intake`. */
async function fillCases({ database, askerOf }: County, city: City, cases: number): Promise<void> {
  const [file, imported] = [v7(), v7()];
  const { id: account } = await askerOf('insurance');
  await withClient(database.owner, async (client) => {
    await client.query("insert into import_file (region_id, id, name, hash, size, uploaded_by_id, uploaded_at) values ($1, $2, 'cases.csv', $3, 1, $4, now())", [region, file, 'ab'.repeat(32), account]);
    await client.query(`insert into import (region_id, id, file_id, target, state, reading, columns, follow_sum, report, report_hash, rows, position, started_by_id, started_at, confirmed_by_id, finished_at)
      values ($1, $2, $3, 'CARE_CASES', 'DONE', '{}', '{}', false, '{}', $4, $5, $5, $6, now(), $6, now())`, [region, imported, file, 'ab'.repeat(32), cases, account]);
    await client.query('select setseed(0.42)');
    await client.query(`
      insert into care_case (region_id, id, institution_id, month, disease_group, case_kind, cost, import_id, source_row, case_number, discharged, age, paid)
      select $1, gen_random_uuid(), ($2::uuid[])[1 + floor(power(random(), 2) * $3)::integer], $4, 'D' || lpad(floor(power(random(), 3) * $5)::integer::text, 4, '0'), '正常',
        100000 + floor(random() * 2000000)::bigint, $6, 1 + n, 'N' || n, ($4 || '-15')::date, floor(random() * 90)::smallint, 50000 from generate_series(1, $7::integer) n`,
    [region, city.hospitals.map(({ id }) => id), city.hospitals.length, month, surgical + others, imported, cases]);
    await client.query(`insert into care_case_set (region_id, id, institution_id, month, import_id, cases, cost, paid, known_from)
      select region_id, gen_random_uuid(), institution_id, month, import_id, count(*), sum(cost), sum(paid), now() from care_case where region_id = $1 group by region_id, institution_id, month, import_id`, [region]);
    await client.query('vacuum (analyze) care_case');
    await client.query('analyze care_case_set');
  });
}

export async function makeCity(fixture: County, hospitals: number, cases: number): Promise<City> {
  const place = await makeLocality(fixture, { regions: [[640000, '宁夏回族自治区', 'Ningxia'], [region, '石嘴山市', 'Shizuishan City']], consortia: {}, policy: 'policies/shizuishan' });
  const next = numbers(640_200);
  const city: City = { fixture, place, hospitals: [] };
  city.hospitals = await inTransaction(fixture.orm, [region], async (em) => {
    const made = Array.from({ length: hospitals }, (_, index) => {
      const code = `H${String(index).padStart(3, '0')}`;
      const { id } = recordInstitution(em, { regionId: region, code, name: code, kind: 'COUNTY_HOSPITAL', member: null, certifiedAllowances: 0n, ...since });
      return { code, id, coefficient: decimal(next(600, 1050), 3) };
    });
    await em.flush();
    return made;
  });
  await publish(place, seed('demo/shizuishan-cases'));
  await publish(place, policyText());
  await posted(place, 'RESERVES', '2026', { facts: { income: '190000000.00' }, decisions: { metric_step: '0.005', base_points: '100', bed_day_price: '160.00' } });
  await fillCases(fixture, city, cases);
  return city;
}
