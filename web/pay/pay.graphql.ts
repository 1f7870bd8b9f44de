import { graphql } from '../gql/index.ts';

export const PayOfYear = graphql(`
  query PayOfYear($region: Int!, $year: Int!, $payRunsAfter: String, $institutionsAfter: String) {
    payTotals(region: $region, year: $year) { ...PayTotalFields released room }
    payRuns(region: $region, year: $year, first: 500, after: $payRunsAfter) {
      edges { node { id period kind total people paidAt institution { id name } run { id state } notice { closesOn } } }
      pageInfo { ...Rest }
    }
    institutions(region: $region, first: 500, after: $institutionsAfter) { edges { node { id code name kind headcount } } pageInfo { ...Rest } }
  }
`);

export const PayTotalDraft = graphql(`
  query PayTotalDraft($region: Int!, $institution: ID!, $year: Int!) {
    payTotalDraft(region: $region, institution: $institution, year: $year) { ...DraftFields }
  }
`);

export const PayTotals = graphql(`
  query PayTotals($region: Int!, $year: Int!, $institutionsAfter: String) {
    payTotals(region: $region, year: $year) { id institution { id } run { id } }
    institutions(region: $region, first: 500, after: $institutionsAfter) { edges { node { id code name } } pageInfo { ...Rest } }
  }
`);

export const PreparePayTotal = graphql(`
  mutation PreparePayTotal($region: Int!, $institution: ID!, $year: Int!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String, $seen: String) {
    preparePayTotal(region: $region, institution: $institution, year: $year, facts: $facts, decisions: $decisions, reason: $reason, seen: $seen) { ...RunFields }
  }
`);

export const PayDraft = graphql(`
  query PayDraft($region: Int!, $institution: ID!, $period: Month!, $kind: PayKind!, $year: Int!, $payRunsAfter: String, $peopleAfter: String, $institutionsAfter: String) {
    payDraft(region: $region, institution: $institution, period: $period, kind: $kind) { ...DraftFields }
    payRuns(region: $region, year: $year, institution: $institution, first: 500, after: $payRunsAfter) { edges { node { id period kind total paidAt run { id } } } pageInfo { ...Rest } }
    people(region: $region, institution: $institution, first: 500, after: $peopleAfter) { edges { node { id code name } } pageInfo { ...Rest } }
    institutions(region: $region, first: 500, after: $institutionsAfter) { edges { node { id code name } } pageInfo { ...Rest } }
  }
`);

export const PreparePayRun = graphql(`
  mutation PreparePayRun($region: Int!, $institution: ID!, $period: Month!, $kind: PayKind!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String, $submit: Boolean, $seen: String) {
    preparePayRun(region: $region, institution: $institution, period: $period, kind: $kind, facts: $facts, decisions: $decisions, reason: $reason, submit: $submit, seen: $seen) { id run { ...RunFields } }
  }
`);

export const PayRunFields = graphql(`
  fragment PayRunFields on PayRun {
    id year period kind total people paidAt
    institution { id code name }
    notice { publishedAt publishedBy closesOn }
    run { ...RunFields }
  }
`);

export const PayRunById = graphql(`
  query PayRunById($region: Int!, $id: ID!, $linesAfter: String) {
    payRun(region: $region, id: $id) {
      ...PayRunFields
      lines(first: 500, after: $linesAfter) { edges { node { item itemTitle { zh en } amount person { id code name department gradeName } } } pageInfo { ...Rest } }
    }
  }
`);

export const PublishPayRun = graphql(`
  mutation PublishPayRun($region: Int!, $id: ID!, $closesOn: Day!) {
    publishPayRun(region: $region, id: $id, closesOn: $closesOn) { ...PayRunFields }
  }
`);

export const ReleasePayRun = graphql(`
  mutation ReleasePayRun($region: Int!, $id: ID!) { releasePayRun(region: $region, id: $id) { ...PayRunFields } }
`);
