/** "Where does this figure come from?": any figure may ask, one panel answers. */
import { useApolloClient } from '@apollo/client/react';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { WhyPanel } from './why-panel.tsx';
import { usePlace } from './place.tsx';
import { Explain } from './run.graphql.ts';
import { whyFromNodes, type Why } from './why.ts';

/** Finds the answer for a figure; undefined when there is none. */
export type Answer = (name: string, row?: string) => Promise<Why | undefined>;
/** The name of a row in place of its key. */
export type RowTitle = (row: string) => string;

export interface Question {
  answer: Answer;
  name: string;
  row?: string;
  rowTitle?: RowTitle;
}

type Ask = (question: Question) => void;

export type Asked = { state: 'closed' } | { state: 'waiting' } | { state: 'open'; why: Why } | { state: 'failed'; error: unknown };

const AskContext = createContext<Ask>(() => undefined);

export function AskProvider({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>({ state: 'closed' });
  const [question, setQuestion] = useState<Question>();
  const ask = useCallback((next: Question) => {
    setQuestion(next);
    setAsked({ state: 'waiting' });
    next.answer(next.name, next.row).then(
      (why) => setAsked(why ? { state: 'open', why } : { state: 'closed' }),
      (error: unknown) => setAsked({ state: 'failed', error }),
    );
  }, []);
  const close = useCallback(() => setAsked({ state: 'closed' }), []);
  const askInstead = useCallback((name: string, row?: string) => question && ask({ ...question, name, row }), [ask, question]);
  return (
    <AskContext value={ask}>
      {children}
      <WhyPanel asked={asked} rowTitle={question?.rowTitle} close={close} askInstead={askInstead} />
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
  return useMemo(() => (run, step, row, rowTitle) => ask({
    name: step, row: row ?? undefined, rowTitle,
    answer: async (name, of) => {
      const variables = { region, run, step: name, row: of ?? null };
      const { data } = await client.query({ query: Explain, variables });
      return data && whyFromNodes(data.explanation.nodes);
    },
  }), [ask, client, region]);
}
