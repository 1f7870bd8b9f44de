/** The river of money: as a Sankey, and as a list for keyboards and screen readers. Every part opens its explanation. */
import { Card, Empty, Grid, Segmented, Table } from 'antd';
import { useMemo, useState } from 'react';
import { groupMoney, parseMoney, type Money as Fen } from '../../server/core/money.ts';
import type { OverviewQuery } from '../gql/graphql.ts';
import { AccountMoves, useOpenAccount } from '../kit/account-moves.tsx';
import { useAskRun } from '../kit/ask.tsx';
import { chartNumber } from '../kit/chart.ts';
import { Chart } from '../kit/chart-view.tsx';
import { MoneyFigure } from '../kit/figure.tsx';
import { useSay, useWords } from '../kit/language.tsx';
import { sumOf } from '../kit/money.tsx';
import { colours } from '../kit/theme.ts';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

type RiverData = OverviewQuery['river'];
type Link = RiverData['links'][number];

interface Opening {
  /** Opens the explanation of a flow that is one figure, else the account that it came to. */
  flow: (link: Link | undefined) => void;
  node: (id: string) => void;
}

/** The names of places: of an account to which money came back, with the stage since which it stands so. */
function useNames({ nodes }: RiverData): (id: string) => string {
  const t = useWords(words);
  const say = useSay();
  return useMemo(() => {
    const names = new Map(nodes.map(({ id, title, since }) => [id, since ? t('riverBack', { title: say(title), stage: say(since) }) : say(title)]));
    return (id) => names.get(id) ?? id;
  }, [nodes, say, t]);
}

function useOpening({ nodes }: RiverData, open: (account: string, title: string) => void): Opening {
  const say = useSay();
  const askRun = useAskRun();
  const node = (id: string) => {
    const found = nodes.find((each) => each.id === id);
    if (found) open(found.account, say(found.title));
  };
  return {
    node,
    flow: (link) => {
      if (link?.run && link.step) askRun(link.run, link.step, link.row);
      else if (link) node(link.target);
    },
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

function RiverChart({ river, opening }: { river: RiverData; opening: Opening }) {
  const t = useWords(words);
  const say = useSay();
  const nameOf = useNames(river);
  const option = useMemo(() => ({
    color: [...colours.series],
    tooltip: {
      trigger: 'item',
      formatter: ({ dataType, name, data }: { dataType: string; name: string; data: { source: string; target: string; exact: string; stages: string } }) => (
        dataType === 'edge'
          ? `${nameOf(data.source)} → ${nameOf(data.target)}<br/>${data.stages}<br/>${groupMoney(parseMoney(data.exact, ''))}`
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
      links: river.links.map(({ source, target, amount, stages }) => ({ source, target, value: chartNumber(amount), exact: amount, stages: stages.map(say).join(' · ') })),
    }],
  }), [river, nameOf, say]);
  const label = t('riverLabel', { year: String(river.year), count: String(river.links.length) });
  return (
    <Chart option={option} height={heightOf(river)} label={label}
      onClick={({ dataType, dataIndex, name }) => (dataType === 'edge' ? opening.flow(river.links[dataIndex]) : opening.node(name))} />
  );
}

function RiverTable({ river, opening }: { river: RiverData; opening: Opening }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const nameOf = useNames(river);
  const node = (id: string) => <button type="button" className="text-button" onClick={() => opening.node(id)}>{nameOf(id)}</button>;
  return (
    <Table size="small" rowKey={({ source, target }) => `${source}/${target}`} pagination={false} dataSource={river.links} scroll={{ x: 'max-content' }}
      columns={[
        { title: t('from'), key: 'from', render: (_, { source }) => node(source) },
        { title: t('to'), key: 'to', render: (_, { target }) => node(target) },
        { title: t('stages'), key: 'stages', render: (_, { stages }) => stages.map(say).join(' · ') },
        {
          title: k('amount'), key: 'amount', align: 'right', render: (_, link) => <MoneyFigure title={`${nameOf(link.source)} → ${nameOf(link.target)}`} value={link.amount} ask={() => opening.flow(link)} />,
        },
      ]} />
  );
}

export function River({ river }: { river: RiverData }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const wide = Grid.useBreakpoint().md ?? true;
  const [chosen, setForm] = useState<'chart' | 'table'>();
  const { opened, open, close } = useOpenAccount();
  const opening = useOpening(river, open);
  const form = chosen ?? (wide ? 'chart' : 'table');
  const title = t('river', { year: String(river.year) });
  if (river.links.length === 0) return <Card title={title}><Empty description={t('riverEmpty')} /></Card>;
  return (
    <Card title={title} extra={<Segmented value={form} onChange={setForm} options={[{ value: 'chart', label: k('asChart') }, { value: 'table', label: k('asTable') }]} />}>
      <p className="page-lead">{t('riverLead')}</p>
      {form === 'chart' ? <RiverChart river={river} opening={opening} /> : <RiverTable river={river} opening={opening} />}
      <AccountMoves opened={opened} close={close} />
    </Card>
  );
}
