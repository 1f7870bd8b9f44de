import { graphql } from '../gql/index.ts';

export const SettlementDraft = graphql(`
  query SettlementDraft($region: Int!, $year: Int!) { settlementDraft(region: $region, year: $year) { ...DraftFields } }
`);

export const Settlements = graphql(`
  query Settlements($region: Int!, $year: Int!, $lastYear: Int!, $institutionsAfter: String) {
    budget(region: $region, year: $year) { id }
    settlement(region: $region, year: $year) { id run { id } }
    lastSettlement: settlement(region: $region, year: $lastYear) { id run { id amounts { step row value } } }
    consortia(region: $region) { id code name }
    institutions(region: $region, first: 500, after: $institutionsAfter) { edges { node { id code name } } pageInfo { ...Rest } }
  }
`);

export const PrepareSettlement = graphql(`
  mutation PrepareSettlement($region: Int!, $year: Int!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String, $seen: String) {
    prepareSettlement(region: $region, year: $year, facts: $facts, decisions: $decisions, reason: $reason, seen: $seen) { ...RunFields }
  }
`);

export const SpendingOfYear = graphql(`
  query SpendingOfYear($region: Int!, $year: Int!) {
    spending(region: $region, year: $year) { consortium { id code name } month claims contractFees }
    consortia(region: $region) { id code name }
  }
`);

export const InstitutionSpending = graphql(`
  query InstitutionSpending($region: Int!, $year: Int!) {
    institutionSpending(region: $region, year: $year) { consortium name month inside outsideConsortium outsideCounty sum claims }
  }
`);

export const RecordSpending = graphql(`
  mutation RecordSpending($region: Int!, $consortium: ID!, $month: Month!, $claims: Money!, $contractFees: Money!) {
    recordSpending(region: $region, consortium: $consortium, month: $month, claims: $claims, contractFees: $contractFees) { month claims contractFees }
  }
`);

export const Certificates = graphql(`
  query Certificates($region: Int!, $year: Int!) {
    certificates(region: $region, year: $year) { consortium { id code name } year amount cause by }
    consortia(region: $region) { id code name }
  }
`);

export const CertifyOverspend = graphql(`
  mutation CertifyOverspend($region: Int!, $consortium: ID!, $year: Int!, $amount: Money!, $cause: String!) {
    certifyOverspend(region: $region, consortium: $consortium, year: $year, amount: $amount, cause: $cause) { year amount cause by }
  }
`);
