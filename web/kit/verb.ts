/** Mutations as the reader means them: a retry after a lost answer is the same intention and has no second effect. */
import { CombinedGraphQLErrors, type OperationVariables, type TypedDocumentNode } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { useCallback, useRef } from 'react';
import { v4 } from 'uuid';

interface Intention {
  key: string;
  said: string;
}

/**
 * A mutation that carries a key for each intention. What is sent again unchanged, before an answer has come, keeps its key;
 * an answer, a refusal too, ends the intention, unless it says that a retry may succeed. Resolves to the answer or to what went wrong, and does not throw.
 */
export function useVerb<Data, Variables extends OperationVariables>(document: TypedDocumentNode<Data, Variables>, { awaitRefetchQueries = false } = {}) {
  const intention = useRef<Intention>(undefined);
  const [mutate, { loading, error }] = useMutation<Data>(document, { refetchQueries: 'active', awaitRefetchQueries, errorPolicy: 'all' });
  const act = useCallback(async (variables: Variables) => {
    const said = JSON.stringify(variables);
    const meant = intention.current?.said === said ? intention.current : { key: v4(), said };
    intention.current = meant;
    const answer = await mutate({ variables, context: { headers: { 'idempotency-key': meant.key } } });
    const answered = !answer.error || (CombinedGraphQLErrors.is(answer.error) && !answer.error.errors.some(({ extensions }) => extensions?.['retry'] === true));
    if (answered && intention.current === meant) intention.current = undefined;
    return answer;
  }, [mutate]);
  return [act, { loading, error }] as const;
}
