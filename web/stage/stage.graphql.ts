import { graphql } from '../gql/index.ts';

export const YearStages = graphql(`
  query YearStages($region: Int!, $year: Int!) {
    yearStages(region: $region, year: $year) {
      stage title { zh en } monthly mine policy { id title { zh en } version }
      periods { period waitsFor run { id state } }
    }
  }
`);

export const StageDraftOf = graphql(`
  query StageDraftOf($region: Int!, $stage: Stage!, $period: String!) {
    stageDraft(region: $region, stage: $stage, period: $period) { ...DraftFields }
    consortia(region: $region) { id code name }
  }
`);

export const InstitutionNames = graphql(`
  query InstitutionNames($region: Int!, $after: String) {
    institutions(region: $region, first: 500, after: $after) { edges { node { id code name } } pageInfo { ...Rest } }
  }
`);

export const PrepareStage = graphql(`
  mutation PrepareStage($region: Int!, $stage: Stage!, $period: String!, $facts: JSONObject!, $decisions: JSONObject!, $reason: String, $seen: String) {
    prepareStage(region: $region, stage: $stage, period: $period, facts: $facts, decisions: $decisions, reason: $reason, seen: $seen) { ...RunFields }
  }
`);
