/** Who is signed in, and what their grants let them see. */
import { useApolloClient, useQuery } from '@apollo/client/react';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { graphql } from '../gql/index.ts';
import type { MeQuery, Role } from '../gql/graphql.ts';

export const Me = graphql(`
  query Me {
    me { id login name grants { id role onBehalfOf department region { code name nameEn } institution { id code name } } }
  }
`);

const SignOut = graphql(`mutation SignOut { signOut }`);

export type Account = NonNullable<MeQuery['me']>;
export type Region = Account['grants'][number]['region'];

interface Session {
  account: Account;
  regions: Region[];
  /** True when one of the roles is held in the region. */
  holds: (region: number, roles: readonly Role[]) => boolean;
  signOut: () => Promise<void>;
}

const SessionContext = createContext<Session | undefined>(undefined);

/** `signedOut` is shown to whoever is not signed in. */
export function SessionProvider({ signedOut, waiting, children }: { signedOut: ReactNode; waiting: ReactNode; children: ReactNode }) {
  const client = useApolloClient();
  const { data, loading } = useQuery(Me, { fetchPolicy: 'cache-first' });
  const account = data?.me;
  const signOut = useCallback(async () => {
    await client.mutate({ mutation: SignOut });
    location.assign('/'); // loads everything again, so that nothing of the account stays in memory
  }, [client]);
  const session = useMemo((): Session | undefined => (account ? {
    account,
    regions: [...new Map(account.grants.map(({ region }) => [region.code, region])).values()],
    holds: (region, roles) => account.grants.some((grant) => grant.region.code === region && roles.includes(grant.role)),
    signOut,
  } : undefined), [account, signOut]);
  if (loading && !data) return waiting;
  if (!session) return signedOut;
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}
