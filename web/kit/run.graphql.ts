/** The operations about runs that several slices use. */
import { graphql } from '../gql/index.ts';

export const PolicyFields = graphql(`
  fragment PolicyFields on PolicyVersion { id slug version hash title { zh en } text appliesFrom }
`);

export const RunFields = graphql(`
  fragment RunFields on Run {
    id stage stageTitle { zh en } year period state hash mine engine language preparedBy preparedOnBehalfOf preparedAt facts decisions origins
    policy { ...PolicyFields }
    amounts { step row value }
    checks { id ok otherwise rows title { zh en } says { zh en } }
    approvals { step stepTitle { zh en } by onBehalfOf at verdict note hash to { zh en } stands }
    waiting { step title { zh en } role mine }
  }
`);

export const RunById = graphql(`
  query RunById($region: Int!, $id: ID!) { run(region: $region, id: $id) { ...RunFields } }
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
  mutation ReturnRun($region: Int!, $run: ID!, $hash: String!, $note: String!, $to: String) {
    returnRun(region: $region, run: $run, hash: $hash, note: $note, to: $to) { ...RunFields }
  }
`);

export const SubmitRun = graphql(`
  mutation SubmitRun($region: Int!, $run: ID!, $hash: String!) { submitRun(region: $region, run: $run, hash: $hash) { ...RunFields } }
`);

export const HoldItem = graphql(`
  mutation HoldItem($region: Int!, $run: ID!, $hash: String!, $row: String!, $reason: String!) {
    holdItem(region: $region, run: $run, hash: $hash, row: $row, reason: $reason) { id hash state }
  }
`);

export const LiftItem = graphql(`
  mutation LiftItem($region: Int!, $run: ID!, $hash: String!, $row: String!, $reason: String!) {
    liftItem(region: $region, run: $run, hash: $hash, row: $row, reason: $reason) { id hash state }
  }
`);

export const AcceptStale = graphql(`
  mutation AcceptStale($region: Int!, $run: ID!, $hash: String!, $reason: String!) {
    acceptStale(region: $region, run: $run, hash: $hash, reason: $reason) { id hash state }
  }
`);

export const PrepareCorrection = graphql(`
  mutation PrepareCorrection($region: Int!, $run: ID!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String!, $change: String) {
    prepareCorrection(region: $region, run: $run, facts: $facts, decisions: $decisions, reason: $reason, change: $change) { id hash state }
  }
`);

/** What the next version of a posted run would be computed on. */
export const CorrectionDraft = graphql(`
  query CorrectionDraft($region: Int!, $run: ID!) { correctionDraft(region: $region, run: $run) { ...DraftFields } }
`);

/** Where a run stands among others; asked by itself, since it costs the server an evaluation. */
export const RunAround = graphql(`
  query RunAround($region: Int!, $id: ID!) {
    run(region: $region, id: $id) {
      id
      line {
        id version state preparedAt preparedBy hash reason change { zh en } corrects { id } differences { step title { zh en } row before now amount }
        leftStanding { settled run { id stage stageTitle { zh en } period } }
      }
      heldItems { row reason by at amount }
      stale { upstream { id stage stageTitle { zh en } period hash } correction { id hash reason } }
      lateFacts { path was now }
    }
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
        bound { zh en } origin decidedBy { zh en } decided { by at why } toldBy { id hash stage stageTitle { zh en } period } folded rowsTotal
      }
    }
  }
`);
