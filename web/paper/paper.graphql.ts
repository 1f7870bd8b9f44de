import { graphql } from '../gql/index.ts';

export const PaperFields = graphql(`
  fragment PaperFields on Paper {
    id number kind title { zh en } recipient unit run issuedBy issuedAt contentHash void { reason by onBehalfOf at }
  }
`);

export const Papers = graphql(`
  query Papers($region: Int!, $year: Int, $run: ID, $after: String) {
    papers(region: $region, year: $year, run: $run, first: 50, after: $after) { edges { node { ...PaperFields } } pageInfo { hasNextPage endCursor } }
  }
`);

export const PaperRun = graphql(`
  query PaperRun($region: Int!, $run: ID!) {
    run(region: $region, id: $run) { id stageTitle { zh en } period state hash institution { name } }
    paperRecipients(region: $region, run: $run) { code name }
  }
`);

export const IssuePaper = graphql(`
  mutation IssuePaper($region: Int!, $run: ID!, $kind: PaperKind!, $unit: PaperUnit!, $recipient: String) {
    issuePaper(region: $region, run: $run, kind: $kind, unit: $unit, recipient: $recipient) { ...PaperFields }
  }
`);

export const VoidPaper = graphql(`
  mutation VoidPaper($region: Int!, $paper: ID!, $reason: String!) { voidPaper(region: $region, paper: $paper, reason: $reason) { ...PaperFields } }
`);

export const DocumentPrefixes = graphql(`query DocumentPrefixes($region: Int!) { documentPrefixes(region: $region) { id prefix validFrom setAt } }`);

export const SetDocumentPrefix = graphql(`
  mutation SetDocumentPrefix($region: Int!, $prefix: String!, $from: Day!) { setDocumentPrefix(region: $region, prefix: $prefix, from: $from) { id prefix validFrom } }
`);

export const ChartAccounts = graphql(`query ChartAccounts($region: Int!) { chartAccounts(region: $region) { accountClass classTitle { zh en } code title validFrom } }`);

export const SetChartAccount = graphql(`
  mutation SetChartAccount($region: Int!, $accountClass: String!, $code: String!, $title: String!, $from: Day!) {
    setChartAccount(region: $region, accountClass: $accountClass, code: $code, title: $title, from: $from) { accountClass code title validFrom }
  }
`);

export const VoucherMonths = graphql(`
  query VoucherMonths($region: Int!, $from: Month!, $to: Month!) {
    voucherPeriod(region: $region, from: $from, to: $to) { entries debit credit exportedAt contentHash }
  }
`);
