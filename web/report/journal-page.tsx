/** The journal: entries with their postings, debit and credit side by side. */
import { useQuery } from '@apollo/client/react';
import { Button, Card, Empty } from 'antd';
import { useMemo, useState } from 'react';
import { graphql } from '../gql/index.ts';
import type { JournalQuery } from '../gql/graphql.ts';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { Money } from '../kit/money.tsx';
import { Page } from '../kit/page.tsx';
import { usePlace } from '../kit/place.tsx';
import { instantText } from '../kit/time.ts';
import { words as kitWords } from '../kit/words.ts';
import { postingLines, sumOfSide } from './postings.ts';
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

const linesShown = 12;

function EntryCard({ entry }: { entry: Entry }) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const { language } = useLanguage();
  const [all, showAll] = useState(false);
  const lines = useMemo(() => postingLines(entry.postings), [entry.postings]);
  const shown = all ? lines : lines.slice(0, linesShown);
  return (
    <Card size="small" title={<>{entry.on} · {say(entry.memo)}</>} extra={<span className="quiet">{entry.fund}</span>}>
      <table className="ledger">
        <thead><tr><th scope="col">{t('account')}</th><th scope="col" className="number">{t('debit')}</th><th scope="col" className="number">{t('credit')}</th></tr></thead>
        <tbody>
          {shown.map(({ account, title, side, amount, count }) => (
            <tr key={`${side}/${account}`}>
              <td>{say(title)} {count > 1 && <span className="quiet">{t('postings', { count: String(count) })}</span>}</td>
              <td className="number">{side === 'debit' && <Money value={amount} />}</td>
              <td className="number">{side === 'credit' && <Money value={amount} />}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{k('total')}</th>
            <td className="number"><Money value={sumOfSide(lines, 'debit')} /></td>
            <td className="number"><Money value={sumOfSide(lines, 'credit')} /></td>
          </tr>
        </tfoot>
      </table>
      {shown.length < lines.length && <Button type="link" size="small" onClick={() => showAll(true)}>{t('showLines', { count: String(lines.length) })}</Button>}
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
