import { graphql } from '../gql/index.ts';

export const PayOfYear = graphql(`
  query PayOfYear($region: Int!, $year: Int!) {
    payTotals(region: $region, year: $year) { ...PayTotalFields released room }
    payRuns(region: $region, year: $year) {
      id period kind total people paidAt institution { id name } run { id state } notice { closesOn }
    }
    institutions(region: $region) { id code name kind headcount }
  }
`);

export const PayTotalDraft = graphql(`
  query PayTotalDraft($region: Int!, $institution: ID!, $year: Int!) {
    payTotalDraft(region: $region, institution: $institution, year: $year) { ...DraftFields }
  }
`);

export const PayTotals = graphql(`
  query PayTotals($region: Int!, $year: Int!) {
    payTotals(region: $region, year: $year) { id institution { id } run { id } }
    institutions(region: $region) { id code name }
  }
`);

export const PreparePayTotal = graphql(`
  mutation PreparePayTotal($region: Int!, $institution: ID!, $year: Int!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String) {
    preparePayTotal(region: $region, institution: $institution, year: $year, facts: $facts, decisions: $decisions, reason: $reason) { ...RunFields }
  }
`);

export const PayDraft = graphql(`
  query PayDraft($region: Int!, $institution: ID!, $period: Month!, $kind: PayKind!, $year: Int!) {
    payDraft(region: $region, institution: $institution, period: $period, kind: $kind) { ...DraftFields }
    payRuns(region: $region, year: $year, institution: $institution) { id period kind total paidAt run { id } lines { person { id code name } } }
    institutions(region: $region) { id code name }
  }
`);

export const PreparePayRun = graphql(`
  mutation PreparePayRun($region: Int!, $institution: ID!, $period: Month!, $kind: PayKind!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String) {
    preparePayRun(region: $region, institution: $institution, period: $period, kind: $kind, facts: $facts, decisions: $decisions, reason: $reason) { id run { ...RunFields } }
  }
`);

export const PayRunFields = graphql(`
  fragment PayRunFields on PayRun {
    id year period kind total people paidAt
    institution { id code name }
    notice { publishedAt publishedBy closesOn }
    run { ...RunFields }
    lines { item itemTitle { zh en } amount person { id code name department gradeName } }
  }
`);

export const PayRunById = graphql(`
  query PayRunById($region: Int!, $id: ID!) { payRun(region: $region, id: $id) { ...PayRunFields } }
`);

export const PublishPayRun = graphql(`
  mutation PublishPayRun($region: Int!, $id: ID!, $closesOn: Day!) {
    publishPayRun(region: $region, id: $id, closesOn: $closesOn) { ...PayRunFields }
  }
`);

export const ReleasePayRun = graphql(`
  mutation ReleasePayRun($region: Int!, $id: ID!) { releasePayRun(region: $region, id: $id) { ...PayRunFields } }
`);
