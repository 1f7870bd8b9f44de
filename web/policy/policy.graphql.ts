/** What the policy pages ask the API. */
import { graphql } from '../gql/index.ts';

export const Library = graphql(`
  query Library($search: String, $kind: String) {
    library(search: $search, kind: $kind) { slug version kind title { zh en } placeCode place { zh en } appliesFrom }
  }
`);

export const LibraryPolicyText = graphql(`
  query LibraryPolicyText($slug: String!, $version: String) {
    libraryPolicy(slug: $slug, version: $version) { slug version text hash }
  }
`);

export const PolicyVersions = graphql(`
  query PolicyVersions($region: Int!) {
    policyVersions(region: $region) {
      id slug version hash kind title { zh en } appliesFrom state reason source text layers proposedBy proposedAt decidedBy decidedAt
    }
  }
`);

export const PolicyOrigins = graphql(`
  query PolicyOrigins($region: Int!, $slug: String!, $version: String!) { policyOrigins(region: $region, slug: $slug, version: $version) { path layer line } }
`);

export const ProposePolicy = graphql(`
  mutation ProposePolicy($region: Int!, $text: String!, $reason: String) {
    proposePolicy(region: $region, text: $text, reason: $reason) { id state }
  }
`);

export const PublishPolicy = graphql(`
  mutation PublishPolicy($region: Int!, $id: ID!, $hash: String!) {
    publishPolicy(region: $region, id: $id, hash: $hash) { id state }
  }
`);

export const WithdrawPolicy = graphql(`
  mutation WithdrawPolicy($region: Int!, $id: ID!, $hash: String!) {
    withdrawPolicy(region: $region, id: $id, hash: $hash) { id state }
  }
`);

/** The facts of pay runs, to try a policy on real people. */
export const PaidFacts = graphql(`
  query PaidFacts($region: Int!, $year: Int!) {
    payRuns(region: $region, year: $year, first: 100) { edges { node { id kind period institution { id name } run { facts decisions policy { slug } } } } pageInfo { ...Rest } }
  }
`);
