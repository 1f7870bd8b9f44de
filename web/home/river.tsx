/** The river of money: as a Sankey, and as a list for keyboards and screen readers. Every part opens its explanation. */
import { Card, Empty, Grid, Segmented, Table } from 'antd';
import { useMemo, useState } from 'react';
import { groupMoney, parseMoney, type Money as Fen } from '../../server/core/money.ts';
import type { OverviewQuery } from '../gql/graphql.ts';
import { useAskRun } from '../kit/ask.tsx';
import { chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { MoneyFigure } from '../kit/figure.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { colours } from '../kit/theme.ts';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

type RiverData = OverviewQuery['river'];
type Part = Pick<RiverData['nodes'][number], 'run' | 'step' | 'row'>;

/** Opens the explanation of a node or link; one without a run has none. */
function useAskPart(): (part: Part | undefined) => void {
  const askRun = useAskRun();
  return (part) => {
    if (part?.run && part.step) askRun(part.run, part.step, part.row);
  };
}

/** What flows through a node: the greater of what comes in and what goes out. */
function flowThrough({ links }: RiverData, id: string): Fen {
  const sum = (parts: RiverData['links']) => sumOf(parts.map(({ amount }) => amount));
  const [inwards, outwards] = [sum(links.filter(({ target }) => target === id)), sum(links.filter(({ source }) => source === id))];
  return inwards > outwards ? inwards : outwards;
}

/** Pixels of a label of two lines; nodes stand that far apart, so that no label covers another. */
const labelHeight = 32;
const flowHeight = 260;

/** Pixels: room for the money itself, and for the labels of the fullest column. */
function heightOf({ nodes }: RiverData): number {
  const columns = new Map<number, number>();
  for (const { depth } of nodes) columns.set(depth, (columns.get(depth) ?? 0) + 1);
  return flowHeight + Math.max(...columns.values()) * labelHeight;
}

function RiverChart({ river }: { river: RiverData }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const askPart = useAskPart();
  const option = useMemo(() => {
    const titles = new Map(river.nodes.map(({ id, title }) => [id, title[language]]));
    const nameOf = (id: string) => titles.get(id) ?? id;
    return {
      color: [...colours.series],
      tooltip: {
        trigger: 'item',
        formatter: ({ dataType, name, data }: { dataType: string; name: string; data: { source: string; target: string; exact: string } }) => (
          dataType === 'edge'
            ? `${nameOf(data.source)} → ${nameOf(data.target)}<br/>${groupMoney(parseMoney(data.exact, ''))}`
            : `${nameOf(name)}<br/>${groupMoney(flowThrough(river, name))}`),
      },
      series: [{
        type: 'sankey',
        left: 8, right: 176, top: labelHeight / 2, bottom: labelHeight / 2,
        nodeGap: labelHeight, nodeWidth: 14, draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'gradient', opacity: 0.35 },
        label: { fontSize: 12, lineHeight: labelHeight / 2, formatter: ({ name }: { name: string }) => `${nameOf(name)}\n${groupMoney(flowThrough(river, name))}` },
        data: river.nodes.map(({ id, depth }) => ({ name: id, depth })),
        links: river.links.map(({ source, target, amount }) => ({ source, target, value: chartNumber(amount), exact: amount })),
      }],
    };
  }, [river, language]);
  const label = t('riverLabel', { year: String(river.year), count: String(river.links.length) });
  return (
    <Chart option={option} height={heightOf(river)} label={label}
      onClick={({ dataType, dataIndex, name }) => {
        askPart(dataType === 'edge' ? river.links[dataIndex] : river.nodes.find(({ id }) => id === name));
      }} />
  );
}

function RiverTable({ river }: { river: RiverData }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const askPart = useAskPart();
  const titleOf = (id: string) => {
    const node = river.nodes.find((each) => each.id === id);
    return node ? say(node.title) : id;
  };
  return (
    <Table size="small" rowKey={({ source, target }) => `${source}/${target}`} pagination={false} dataSource={river.links}
      columns={[
        { title: t('from'), key: 'from', render: (_, { source }) => titleOf(source) },
        { title: t('to'), key: 'to', render: (_, { target }) => titleOf(target) },
        {
          title: k('amount'), key: 'amount', align: 'right', render: (_, link) => (link.run && link.step
            ? <MoneyFigure title={`${titleOf(link.source)} → ${titleOf(link.target)}`} value={link.amount} ask={() => askPart(link)} />
            : <Money value={link.amount} />),
        },
      ]} />
  );
}

export function River({ river }: { river: RiverData }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const wide = Grid.useBreakpoint().md ?? true;
  const [chosen, setForm] = useState<'chart' | 'table'>();
  const form = chosen ?? (wide ? 'chart' : 'table');
  const title = t('river', { year: String(river.year) });
  if (river.links.length === 0) return <Card title={title}><Empty description={t('riverEmpty')} /></Card>;
  return (
    <Card title={title} extra={<Segmented value={form} onChange={setForm} options={[{ value: 'chart', label: k('asChart') }, { value: 'table', label: k('asTable') }]} />}>
      <p className="page-lead">{t('riverLead')}</p>
      {form === 'chart' ? <RiverChart river={river} /> : <RiverTable river={river} />}
    </Card>
  );
}
