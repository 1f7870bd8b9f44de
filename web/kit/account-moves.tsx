/** The transfers to and from an account, each with the run that made it. */
import { useQuery } from '@apollo/client/react';
import { Drawer, Skeleton, Table } from 'antd';
import { useCallback, useState } from 'react';
import { graphql } from '../gql/index.ts';
import { useAskRun } from './ask.tsx';
import { MoneyFigure } from './figure.tsx';
import { useSay, useWords } from './language.tsx';
import { Money } from './money.tsx';
import { pagesFor } from './pages.ts';
import { usePlace } from './place.tsx';
import { Refused } from './refusal.tsx';
import { words } from './words.ts';

const MovesOfAccount = graphql(`
  query MovesOfAccount($region: Int!, $year: Int!, $account: String!) {
    accountMoves(region: $region, year: $year, account: $account) {
      received given count
      moves { on stage { zh en } period title { zh en } other { zh en } amount run step row }
    }
  }
`);

interface Opened {
  account: string;
  title: string;
}

/** Which account is open. */
export function useOpenAccount() {
  const [opened, setOpened] = useState<Opened>();
  const open = useCallback((account: string, title: string) => setOpened({ account, title }), []);
  const close = useCallback(() => setOpened(undefined), []);
  return { opened, open, close };
}

function Moves({ account }: { account: string }) {
  const t = useWords(words);
  const say = useSay();
  const askRun = useAskRun();
  const { region, year } = usePlace();
  const { data, error } = useQuery(MovesOfAccount, { variables: { region, year, account } });
  if (!data) return error ? <Refused error={error} /> : <Skeleton active />;
  const { received, given, count, moves } = data.accountMoves;
  return (
    <div className="stack">
      <p>{t('movesIn')} <Money value={received} /> · {t('movesOut')} <Money value={given} />{count > moves.length && <span className="quiet"> · {t('movesShown', { count: String(count), shown: String(moves.length) })}</span>}</p>
      <Table size="small" rowKey={(move) => moves.indexOf(move)} dataSource={moves} pagination={pagesFor(moves.length)} scroll={{ x: 'max-content' }}
        columns={[
          { title: t('movesOn'), dataIndex: 'on' },
          { title: t('movesStage'), key: 'stage', render: (_, { stage, period }) => `${say(stage)} ${period}` },
          { title: t('item'), key: 'item', render: (_, { title, other, amount }) => <>{say(title)} <span className="quiet">{amount.startsWith('-') ? '→' : '←'} {say(other)}</span></> },
          { title: t('amount'), key: 'amount', align: 'right', render: (_, { title, amount, run, step, row }) => <MoneyFigure title={say(title)} value={amount} ask={() => askRun(run, step, row)} /> },
        ]} />
    </div>
  );
}

export function AccountMoves({ opened, close }: { opened: Opened | undefined; close: () => void }) {
  return <Drawer open={opened !== undefined} onClose={close} title={opened?.title} size={720} destroyOnHidden>{opened && <Moves account={opened.account} />}</Drawer>;
}
