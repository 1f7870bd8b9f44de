import { graphql } from '../gql/index.ts';

export const ConfirmationLine = graphql(`
  query ConfirmationLine($region: Int!, $run: ID!, $row: String!) {
    confirmationLine(region: $region, run: $run, row: $row) {
      run hash stageTitle { zh en } period policyTitle { zh en } dueOn workingDays silenceConfirms
      line { row institution { id name } state stateTitle { zh en } by onBehalfOf at reason answer answeredBy mine }
      amounts { step title { zh en } value unit { zh en } moved }
    }
  }
`);

export const ConfirmLine = graphql(`
  mutation ConfirmLine($region: Int!, $run: ID!, $hash: String!, $row: String!) { confirmLine(region: $region, run: $run, hash: $hash, row: $row) { id state } }
`);

export const DisputeLine = graphql(`
  mutation DisputeLine($region: Int!, $run: ID!, $hash: String!, $row: String!, $reason: String!) {
    disputeLine(region: $region, run: $run, hash: $hash, row: $row, reason: $reason) { id state }
  }
`);

export const WorkingCalendars = graphql(`
  query WorkingCalendars { workingCalendars { year document issuedOn address daysOff daysWorked } }
`);
