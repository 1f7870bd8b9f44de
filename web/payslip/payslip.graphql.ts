import { graphql } from '../gql/index.ts';

export const PayslipComparison = graphql(`
  query PayslipComparison($region: Int!, $person: ID!, $period: Month!) {
    payslipComparison(region: $region, person: $person, period: $period) {
      previous before now difference
      causes { causes { zh en } of { zh en } amount }
      changes { title { zh en } before { zh en } now { zh en } }
    }
  }
`);

export const PayslipStandings = graphql(`
  query PayslipStandings($region: Int!, $person: ID!, $period: Month!) {
    payslipStandings(region: $region, person: $person, period: $period) { payRun of { zh en } gradeName shown people quarter lower median upper }
  }
`);

export const SupposablePay = graphql(`
  query SupposablePay($region: Int!, $person: ID!, $period: Month!) {
    supposablePay(region: $region, person: $person, period: $period) { payRun of { zh en } values { column title { zh en } value } }
  }
`);

export const SupposedPay = graphql(`
  query SupposedPay($region: Int!, $person: ID!, $payRun: ID!, $column: String!, $value: String!) {
    supposedPay(region: $region, person: $person, payRun: $payRun, column: $column, value: $value) { was amount lines { itemTitle { zh en } was amount } }
  }
`);
