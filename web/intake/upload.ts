/** Hands a file in as the body of a request; a retry of the same file after a lost answer is the same intention. */
import { useCallback, useRef, useState } from 'react';
import { CombinedGraphQLErrors } from '@apollo/client';
import type { GraphQLFormattedError } from 'graphql';
import { v4 } from 'uuid';

interface Answer {
  id?: string;
  errors?: GraphQLFormattedError[];
}

/** What the server refused, in the shape in which mutations are refused. */
const refusedBy = (errors: GraphQLFormattedError[]) => new CombinedGraphQLErrors({ errors });

/** Gives the id of the file, or undefined with `error` set. */
export function useUpload(region: number) {
  const keys = useRef(new WeakMap<File, string>());
  const [error, setError] = useState<unknown>();
  const [name, setName] = useState<string>();
  const upload = useCallback(async (file: File): Promise<string | undefined> => {
    const key = keys.current.get(file) ?? v4();
    keys.current.set(file, key);
    setError(undefined);
    setName(file.name);
    try {
      const query = new URLSearchParams({ region: String(region), name: file.name });
      const response = await fetch(`/intake/files?${query}`, { method: 'POST', headers: { 'idempotency-key': key, 'content-type': 'application/octet-stream' }, body: file });
      const answer = await response.json() as Answer;
      if (answer.id === undefined) setError(refusedBy(answer.errors ?? []));
      return answer.id;
    } catch (failure) {
      setError(failure);
      return undefined;
    } finally {
      setName(undefined);
    }
  }, [region]);
  return { upload, error, uploading: name };
}
