/** Institutions side by side: figures as rows, institutions as columns in the order of one of the figures. */
import { useQuery } from '@apollo/client/react';
import { Card, Empty, Select, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { compare, parseRate } from '../../server/core/rate.ts';
import { graphql } from '../gql/index.ts';
import type { SideBySideQuery } from '../gql/graphql.ts';
import { ExportButton } from '../kit/export-button.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Change, Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { nodesOf, useRest } from '../kit/whole.ts';
import { words } from './words.ts';

const BesideChoices = graphql(`
  query BesideChoices($region: Int!, $after: String) {
    consortia(region: $region) { id name institutions { id kind } }
    institutions(region: $region, first: 500, after: $after) { edges { node { id code name kind } } pageInfo { ...Rest } }
  }
`);

const SideBySide = graphql(`
  query SideBySide($region: Int!, $year: Int!, $institutions: [ID!]!) {
    sideBySide(region: $region, year: $year, institutions: $institutions) {
      id title { zh en } measured mean values { institution { id name } value before toMean }
    }
  }
`);

type Measure = SideBySideQuery['sideBySide'][number];
type Figure = Measure['values'][number];

/** As many as can be read side by side at once. */
const chosenMost = 40;

/** The columns in the order of a measure, the greatest first; without a figure last. */
function inOrder(measures: readonly Measure[], by: string): string[] {
  const { values } = measures.find(({ id }) => id === by) ?? measures[0] ?? { values: [] };
  const known = values.filter(({ value }) => value !== null && value !== undefined);
  const ordered = known.toSorted((a, b) => compare(parseRate(b.value ?? '', ''), parseRate(a.value ?? '', '')));
  return [...ordered, ...values.filter((each) => !known.includes(each))].map(({ institution }) => institution.id);
}

function Value({ value, measured }: { value: string | null | undefined; measured: Measure['measured'] }) {
  if (value === null || value === undefined) return <span className="quiet">—</span>;
  return measured === 'MONEY' ? <Money value={value} /> : <span className="money">{value}</span>;
}

function Cell({ figure, measured }: { figure: Figure | undefined; measured: Measure['measured'] }) {
  const t = useWords(words);
  const { value, before, toMean } = figure ?? {};
  const signed = toMean && !toMean.startsWith('-') && /[1-9]/.test(toMean) ? `+${toMean}` : toMean;
  return (
    <span className="figure-block">
      <Value value={value} measured={measured} />
      {toMean && <span className="quiet row-key">{t('toMean')} {measured === 'MONEY' ? <Money value={toMean} signed /> : signed}</span>}
      {value && before && measured === 'MONEY' && <Change now={value} before={before} />}
      {before && measured !== 'MONEY' && <span className="quiet row-key">{t('lastYear', { value: before })}</span>}
    </span>
  );
}

function BesideTable({ measures, by }: { measures: readonly Measure[]; by: string }) {
  const t = useWords(words);
  const say = useSay();
  const names = new Map(measures[0]?.values.map(({ institution }) => [institution.id, institution.name]));
  const columns: TableColumnsType<Measure> = [
    { title: t('measure'), key: 'measure', fixed: 'left', render: (_, { title }) => say(title) },
    { title: t('mean'), key: 'mean', align: 'right', render: (_, { mean, measured }) => <Value value={mean} measured={measured} /> },
    ...inOrder(measures, by).map((id) => ({
      title: names.get(id), key: id, align: 'right' as const, render: (_: unknown, { values, measured }: Measure) => <Cell figure={values.find(({ institution }) => institution.id === id)} measured={measured} />,
    })),
  ];
  return <Card size="small"><Table<Measure> size="small" rowKey="id" pagination={false} dataSource={measures} columns={columns} scroll={{ x: 'max-content' }} /></Card>;
}

export function BesidePage() {
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  const { region, year } = usePlace();
  const [picked, pick] = useState<string[]>();
  const [by, setBy] = useState('received');
  const choices = useQuery(BesideChoices, { variables: { region } });
  useRest(choices.fetchMore, { after: choices.data?.institutions });
  const all = nodesOf(choices.data?.institutions);
  const hospitals = all.filter(({ kind }) => kind === 'COUNTY_HOSPITAL').map(({ id }) => id);
  const chosen = (picked ?? hospitals).slice(0, chosenMost);
  const { data, error, refetch } = useQuery(SideBySide, { variables: { region, year, institutions: chosen }, skip: !choices.data || chosen.length === 0 });
  const measures = data?.sideBySide ?? [];
  const ofConsortium = (id: string) => pick((choices.data?.consortia.find((each) => each.id === id)?.institutions ?? []).filter(({ kind }) => kind !== 'VILLAGE_CLINIC').map((each) => each.id));
  return (
    <Page title={t('beside', { year: String(year) })} lead={t('besideLead', { most: String(chosenMost) })} error={error ?? choices.error} retry={() => void refetch()} waiting={!choices.data}
      extra={<ExportButton title={t('download')} path="/reports/side-by-side.xlsx" query={{ region: String(region), year: String(year), institutions: chosen.join(','), lang: language }} />}>
      <div className="row">
        <Select mode="multiple" maxTagCount="responsive" maxCount={chosenMost} aria-label={t('besideInstitutions')} style={{ minWidth: 'min(420px, 80vw)' }} value={chosen} onChange={pick} showSearch={{ optionFilterProp: 'label' }}
          options={all.map(({ id, name }) => ({ value: id, label: name }))} />
        <Select aria-label={t('wholeConsortium')} placeholder={t('wholeConsortium')} style={{ minWidth: 200 }} value={null} onChange={(id: string | null) => id !== null && ofConsortium(id)}
          options={(choices.data?.consortia ?? []).map(({ id, name }) => ({ value: id, label: name }))} />
        {measures.length > 0 && (
          <label className="as-of" htmlFor="beside-by">{t('orderBy')}
            <Select id="beside-by" style={{ minWidth: 200 }} value={by} onChange={setBy} options={measures.map(({ id, title }) => ({ value: id, label: say(title) }))} />
          </label>
        )}
      </div>
      {choices.data && chosen.length === 0 && <Empty description={t('besideNone')} />}
      {measures.length > 0 && chosen.length > 0 && <BesideTable measures={measures} by={by} />}
    </Page>
  );
}
