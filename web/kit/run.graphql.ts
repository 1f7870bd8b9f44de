/** The operations about runs that several slices use. */
import { graphql } from '../gql/index.ts';

export const PolicyFields = graphql(`
  fragment PolicyFields on PolicyVersion { id slug version hash title { zh en } text appliesFrom }
`);

export const RunFields = graphql(`
  fragment RunFields on Run {
    id stage year period state hash preparedBy preparedOnBehalfOf preparedAt facts decisions origins
    policy { ...PolicyFields }
    amounts { step row value }
    checks { id ok otherwise rows title { zh en } says { zh en } }
    approvals { step stepTitle { zh en } by onBehalfOf at verdict note hash }
    waiting { step title { zh en } role mine }
  }
`);

export const DraftFields = graphql(`
  fragment DraftFields on Draft {
    facts decisions origins editable editableDecisions
    policy { ...PolicyFields }
    current { ...RunFields }
  }
`);

export const SignRun = graphql(`
  mutation SignRun($region: Int!, $run: ID!, $hash: String!, $step: String!, $note: String) {
    signRun(region: $region, run: $run, hash: $hash, step: $step, note: $note) { ...RunFields }
  }
`);

export const ReturnRun = graphql(`
  mutation ReturnRun($region: Int!, $run: ID!, $hash: String!, $note: String!) {
    returnRun(region: $region, run: $run, hash: $hash, note: $note) { ...RunFields }
  }
`);

export const Explain = graphql(`
  query Explain($region: Int!, $run: ID!, $step: String!, $row: String) {
    explanation(region: $region, run: $run, step: $step, row: $row) {
      run step row
      nodes {
        index parent name row title { zh en } value unit { zh en } kind rule { zh en }
        sources { id document { zh en } clause says { zh en } rule }
        rounding { exact to mode words { zh en } }
        leftover { words { zh en } units received receivers { row exact amount } }
        bound { zh en } origin decidedBy { zh en } folded rowsTotal
      }
    }
  }
`);
