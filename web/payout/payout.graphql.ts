import { graphql } from '../gql/index.ts';

export const PayOuts = graphql(`
  query PayOuts($region: Int!, $month: Month!) {
    payOuts(region: $region, month: $month) { institution { id code name } gross net sent returned run { id state } }
  }
`);

export const PayOutFields = graphql(`
  fragment PayOutFields on PayOut {
    institution { id name } month policy { zh en } gross deducted net returned reissued
    deductions { item title { zh en } amount }
    people { code name gross deducted net state card batch payment reason deductions { item title { zh en } amount } }
    batches { id number layout count total madeBy madeAt held { code name reason } given { purpose to at } }
    returns { id batch sequence code name amount reason at postsIn again }
    owed { payRun month code name amount begun recovered remaining }
  }
`);

export const PayOutOfMonth = graphql(`
  query PayOutOfMonth($region: Int!, $institution: ID!, $month: Month!) {
    payOut(region: $region, institution: $institution, month: $month) { ...PayOutFields run { ...RunFields } returnRun { ...RunFields } }
  }
`);

export const PreparePayOut = graphql(`
  mutation PreparePayOut($region: Int!, $institution: ID!, $month: Month!) { preparePayOut(region: $region, institution: $institution, month: $month) { id state } }
`);

export const PreparePayReturn = graphql(`
  mutation PreparePayReturn($region: Int!, $institution: ID!, $month: Month!) { preparePayReturn(region: $region, institution: $institution, month: $month) { id state } }
`);

export const GiveDeductions = graphql(`
  mutation GiveDeductions($region: Int!, $institution: ID!, $month: Month!, $rows: [DeductionInput!]!, $reason: String!) {
    giveDeductions(region: $region, institution: $institution, month: $month, rows: $rows, reason: $reason) { net }
  }
`);

export const MakePaymentBatch = graphql(`
  mutation MakePaymentBatch($region: Int!, $institution: ID!, $month: Month!, $layout: PaymentLayout!, $held: [HoldInput!]!, $purpose: String!) {
    makePaymentBatch(region: $region, institution: $institution, month: $month, layout: $layout, held: $held, purpose: $purpose) { net }
  }
`);

export const RecordPaymentReturn = graphql(`
  mutation RecordPaymentReturn($region: Int!, $institution: ID!, $month: Month!, $payment: ID!, $reason: String!) {
    recordPaymentReturn(region: $region, institution: $institution, month: $month, payment: $payment, reason: $reason) { net }
  }
`);

export const BeginRecovery = graphql(`
  mutation BeginRecovery($region: Int!, $institution: ID!, $month: Month!, $payRun: ID!, $person: String!, $reason: String!) {
    beginRecovery(region: $region, institution: $institution, month: $month, payRun: $payRun, person: $person, reason: $reason) { net }
  }
`);
