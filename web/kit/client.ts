/** The connection to the API. */
import { ApolloClient, CombinedGraphQLErrors, HttpLink, InMemoryCache, type ApolloLink } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { relayStylePagination } from '@apollo/client/utilities';

/** Types whose `id` names a place in a policy or in one answer, so that it is no key of the cache. */
const local = { keyFields: false } as const;

/** An answer that is whole each time, so that the new one takes the place of the old. */
const whole = { keyFields: false, merge: false } as const;

/** A session that ran out: loading again shows the sign-in page and leaves nothing of the account in memory. */
function watchSession(): ApolloLink {
  return new ErrorLink(({ error }) => {
    if (CombinedGraphQLErrors.is(error) && error.errors.some(({ extensions }) => extensions?.['code'] === 'SIGNED_OUT')) location.reload();
  });
}

export const client = new ApolloClient({
  link: watchSession().concat(new HttpLink({ uri: '/graphql', credentials: 'same-origin' })),
  cache: new InMemoryCache({
    typePolicies: {
      Query: { fields: { institutions: relayStylePagination(['region', 'kind', 'asOf']), people: relayStylePagination(['region', 'institution', 'asOf', 'text']), payRuns: relayStylePagination(['region', 'year', 'institution']), payslips: relayStylePagination(['region', 'year']), heldGrants: relayStylePagination(['region', 'staff']), indicators: relayStylePagination(['library', 'group', 'search']), assessmentUnits: relayStylePagination(['region', 'scope', 'year', 'code', 'asOf']) } },
      PayRun: { fields: { lines: relayStylePagination() } },
      CheckResult: local, RiverNode: local, Grant: local, ExplanationSource: local, Task: local, Draft: whole, Report: whole, River: whole, ImportReport: { keyFields: false, merge: true }, ImportReading: whole, ImportPreview: whole,
      Indicator: local, LibraryIndicator: local, AssessmentInput: local, AssessmentVeto: local, AssessmentGrade: local,
      Run: { fields: { waiting: { merge: false }, approvals: { merge: false } } },
    },
  }),
  defaultOptions: { watchQuery: { fetchPolicy: 'cache-and-network', nextFetchPolicy: 'cache-first' } },
});
