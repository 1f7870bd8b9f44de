/** The journal: entries with their postings, debit and credit side by side. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Empty } from 'antd';
import { parseMoney } from '../../server/core/money.ts';
import { graphql } from '../gql/index.ts';
import type { JournalQuery } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money, sumOf } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { instantText } from '../kit/time.ts';
import { words as kitWords } from '../kit/words.ts';
import { words } from './words.ts';

const Journal = graphql(`
  query Journal($region: Int!, $year: Int!, $after: String) {
    journal(region: $region, year: $year, first: 50, after: $after) {
      edges { cursor node { id fund on memo { zh en } run postedBy postedAt postings { account title { zh en } amount } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type Entry = JournalQuery['journal']['edges'][number]['node'];

function isDebit({ amount }: { amount: string }): boolean {
  return !amount.startsWith('-');
}

function EntryCard({ entry }: { entry: Entry }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const { language } = useLanguage();
  const debits = entry.postings.filter(isDebit);
  const credits = entry.postings.filter((posting) => !isDebit(posting));
  const creditOf = (amount: string) => -parseMoney(amount, '');
  return (
    <Card size="small" title={<>{entry.on} · {say(entry.memo)}</>} extra={<span className="quiet">{entry.fund}</span>}>
      <table className="ledger">
        <thead><tr><th scope="col">{t('account')}</th><th scope="col" className="number">{t('debit')}</th><th scope="col" className="number">{t('credit')}</th></tr></thead>
        <tbody>
          {[...debits, ...credits].map((posting) => (
            <tr key={posting.account}>
              <td>{say(posting.title)}</td>
              <td className="number">{isDebit(posting) && <Money value={posting.amount} />}</td>
              <td className="number">{!isDebit(posting) && <Money value={creditOf(posting.amount)} />}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{k('total')}</th>
            <td className="number"><Money value={sumOf(debits.map(({ amount }) => amount))} /></td>
            <td className="number"><Money value={-sumOf(credits.map(({ amount }) => amount))} /></td>
          </tr>
        </tfoot>
      </table>
      <div className="quiet">{t('postedBy', { name: entry.postedBy, at: instantText(entry.postedAt, language) })}</div>
    </Card>
  );
}

export function JournalPage() {
  const t = useWords(words);
  const k = useWords(kitWords);
  const { region, year } = usePlace();
  const { data, error, refetch, fetchMore } = useQuery(Journal, { variables: { region, year } });
  const entries = data?.journal.edges.map(({ node }) => node) ?? [];
  const info = data?.journal.pageInfo;
  const more = () => fetchMore({
    variables: { after: info?.endCursor },
    updateQuery: (before, { fetchMoreResult }) => ({
      journal: { ...fetchMoreResult.journal, edges: [...before.journal.edges, ...fetchMoreResult.journal.edges] },
    }),
  });
  return (
    <Page title={t('journalTitle', { year: String(year) })} lead={t('journalLead')} error={error} retry={() => void refetch()} waiting={!data}>
      {data && entries.length === 0 && <Empty description={k('nothing')} />}
      {entries.map((entry) => <EntryCard key={entry.id} entry={entry} />)}
      {info?.hasNextPage && <Button onClick={() => void more()}>{t('more')}</Button>}
    </Page>
  );
}
