import { graphql } from '../gql/index.ts';

export const CashStatesFields = graphql(`fragment CashStatesFields on CashStates { paid owed planned }`);

export const CashOverview = graphql(`
  query CashOverview($region: Int!, $year: Int!, $asOf: DateTimeISO) {
    cash(region: $region, year: $year, asOf: $asOf) {
      institutions {
        institution { id code name } opening closing firstShort { month amount }
        months { month received { ...CashStatesFields } due { ...CashStatesFields } }
      }
      waiting { stage { zh en } missing { zh en } }
    }
  }
`);

export const CashOfInstitution = graphql(`
  query CashOfInstitution($region: Int!, $year: Int!, $institution: ID!, $asOf: DateTimeISO) {
    cash(region: $region, year: $year, institution: $institution, asOf: $asOf) {
      institutions {
        institution { id code name } opening closing firstShort { month amount }
        months { month opening received { ...CashStatesFields } due { ...CashStatesFields } closing }
        receivedUndated { ...CashStatesFields } dueUndated { ...CashStatesFields }
        received { month state amount title { zh en } detail { zh en } run step row path }
        due { month state amount title { zh en } detail { zh en } run step row path }
      }
      waiting { stage { zh en } missing { zh en } }
    }
  }
`);

export const CashInstitutions = graphql(`
  query CashInstitutions($region: Int!, $after: String) {
    institutions(region: $region, first: 500, after: $after) { edges { node { id code name kind } } pageInfo { ...Rest } }
  }
`);

export const RecordObligations = graphql(`
  mutation RecordObligations($region: Int!, $records: [ObligationInput!]!) { recordObligations(region: $region, records: $records) { id month kind name amount } }
`);

export const RecordOpeningBalance = graphql(`
  mutation RecordOpeningBalance($region: Int!, $institution: ID!, $year: Int!, $amount: Money!) {
    recordOpeningBalance(region: $region, institution: $institution, year: $year, amount: $amount) { id year amount }
  }
`);
