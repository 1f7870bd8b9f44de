/** The operations about the confirmation of runs. */
import { graphql } from '../gql/index.ts';

export const Confirming = graphql(`
  query Confirming($region: Int!, $id: ID!) {
    run(region: $region, id: $id) {
      id hash state
      confirming {
        workingDays handedInOn dueOn silenceConfirms
        lines { row institution { id name } state stateTitle { zh en } by onBehalfOf at reason answer answeredBy mine answerable }
      }
    }
  }
`);

export const AnswerDispute = graphql(`
  mutation AnswerDispute($region: Int!, $run: ID!, $hash: String!, $row: String!, $upheld: Boolean!, $reason: String!) {
    answerDispute(region: $region, run: $run, hash: $hash, row: $row, upheld: $upheld, reason: $reason) { ...RunFields }
  }
`);
