/** "Where does this figure come from?": any figure may ask, one panel answers. */
import { useApolloClient } from '@apollo/client/react';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { WhyPanel } from './why-panel.tsx';
import { usePlace } from './place.tsx';
import { Explain } from './run.graphql.ts';
import { whyFromNodes, type Why } from './why.ts';

/** Finds the answer; undefined when there is none. */
export type Answer = () => Promise<Why | undefined>;
/** The name of a row in place of its key. */
export type RowTitle = (row: string) => string;
type Ask = (answer: Answer, rowTitle?: RowTitle) => void;

const asKey: RowTitle = (row) => row;

export type Asked = { state: 'closed' } | { state: 'waiting' } | { state: 'open'; why: Why } | { state: 'failed'; error: unknown };

const AskContext = createContext<Ask>(() => undefined);

export function AskProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>({ state: 'closed' });
  const [rowTitle, setRowTitle] = useState<RowTitle>(() => asKey);
  const ask = useCallback((answer: Answer, title: RowTitle = asKey) => {
    setRowTitle(() => title);
    setAsked({ state: 'waiting' });
    answer().then(
      (why) => setAsked(why ? { state: 'open', why } : { state: 'closed' }),
      (error: unknown) => setAsked({ state: 'failed', error }),
    );
  }, []);
  const close = useCallback(() => setAsked({ state: 'closed' }), []);
  return (
    <AskContext value={ask}>
      {children}
      <WhyPanel asked={asked} rowTitle={rowTitle} close={close} />
    </AskContext>
  );
}

export function useAsk(): Ask {
  return useContext(AskContext);
}

/** Asks the API about an amount of a run. */
export function useAskRun(): (run: string, step: string, row?: string | null, rowTitle?: RowTitle) => void {
  const ask = useAsk();
  const client = useApolloClient();
  const { region } = usePlace();
  return useMemo(() => (run, step, row, rowTitle) => ask(async () => {
    const variables = { region, run, step, row: row ?? null };
    const { data } = await client.query({ query: Explain, variables });
    return data && whyFromNodes(data.explanation.nodes);
  }, rowTitle), [ask, client, region]);
}
