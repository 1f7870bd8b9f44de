/** The lines of a pay run: one row a person, one column an item, sums on both sides. */
import { Card, Table, type TableColumnsType } from 'antd';
import { useMemo } from 'react';
import type { PayRunByIdQuery } from '../gql/graphql.ts';
import { useAskRun } from '../kit/ask.tsx';
import { MoneyFigure } from '../kit/figure.tsx';
import { useSay, useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { pagesFor } from '../kit/pages.ts';
import { words as kitWords, type Words } from '../kit/words.ts';
import { words } from './words.ts';

type Line = NonNullable<PayRunByIdQuery['payRun']>['lines']['edges'][number]['node'];

interface PersonLines {
  person: Line['person'];
  amounts: Map<string, string>;
}

function byPerson(lines: readonly Line[]): PersonLines[] {
  const rows = new Map<string, PersonLines>();
  for (const { person, item, amount } of lines) {
    const row = rows.get(person.id) ?? { person, amounts: new Map<string, string>() };
    row.amounts.set(item, amount);
    rows.set(person.id, row);
  }
  return [...rows.values()];
}

/** `run` explains the amounts. */
export function PayLines({ run, lines }: { run: string; lines: readonly Line[] }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const askRun = useAskRun();
  const rows = useMemo(() => byPerson(lines), [lines]);
  const items = useMemo(() => new Map<string, Words>(lines.map(({ item, itemTitle }) => [item, itemTitle])), [lines]);
  const rowTitle = useMemo(() => {
    const names = new Map(lines.map(({ person }) => [person.code, person.name]));
    return (code: string) => names.get(code) ?? code;
  }, [lines]);
  const columns: TableColumnsType<PersonLines> = [
    { title: t('person'), key: 'name', fixed: 'left', width: 150, render: (_, { person }) => <>{person.name} <span className="quiet">{person.code}</span></> },
    { title: t('department'), key: 'department', width: 120, render: (_, { person }) => person.department },
    { title: t('grade'), key: 'grade', width: 140, render: (_, { person }) => person.gradeName },
    ...[...items].map(([item, title]) => ({
      title: say(title), key: item, width: 150, align: 'right' as const,
      render: (_: unknown, { person, amounts }: PersonLines) => {
        const amount = amounts.get(item);
        if (amount === undefined) return <span className="quiet">–</span>;
        return <MoneyFigure title={`${say(title)} · ${person.name}`} value={amount} ask={() => askRun(run, item, person.code, rowTitle)} />;
      },
    })),
    { title: k('total'), key: 'total', width: 150, align: 'right', render: (_, { amounts }) => <strong><Money value={sumOf(amounts.values())} /></strong> },
  ];
  return (
    <Card size="small" title={t('lines')}>
      <Table size="small" rowKey={({ person }) => person.id} pagination={pagesFor(rows.length)} dataSource={rows} columns={columns} scroll={{ x: 'max-content' }}
        summary={() => (
          <Table.Summary fixed>
            <Table.Summary.Row>
              <Table.Summary.Cell index={0} colSpan={3}>{k('total')}</Table.Summary.Cell>
              {[...items.keys()].map((item, index) => (
                <Table.Summary.Cell key={item} index={index + 3} align="right">
                  <Money value={sumOf(lines.filter((line) => line.item === item).map(({ amount }) => amount))} />
                </Table.Summary.Cell>
              ))}
              <Table.Summary.Cell index={items.size + 3} align="right"><Money value={sumOf(lines.map(({ amount }) => amount))} /></Table.Summary.Cell>
            </Table.Summary.Row>
          </Table.Summary>
        )} />
    </Card>
  );
}
