import { graphql } from '../gql/index.ts';

export const MyConsortium = graphql(`
  query MyConsortium($region: Int!, $year: Int!) {
    consortiumYears(region: $region, year: $year) {
      consortium { id code name } head { id name } package inside outsideConsortium outsideCounty spendingMonths
      accounts { account title { zh en } holds received given balance }
      settlement { run { id state } surplus overspend }
      branches { institution { id name } role share }
      score { score grade failedYears }
      toConfirm { run row stage { zh en } period dueOn }
    }
    paces(region: $region, year: $year) { consortium { id } package used left months expected monthsPaid usedUpIn warnings }
  }
`);

export const HeadCash = graphql(`
  query HeadCash($region: Int!, $year: Int!, $institution: ID!) {
    cash(region: $region, year: $year, institution: $institution) {
      institutions { institution { id } opening closing firstShort { month amount } months { received { ...CashStatesFields } } }
    }
  }
`);
