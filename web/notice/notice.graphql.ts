import { graphql } from '../gql/index.ts';

export const Notices = graphql(`
  query Notices($region: Int!, $year: Int!) {
    notices(region: $region, year: $year) { id payRun institution period kind publishedAt closesOn open }
    payObjections(region: $region) { ...ObjectionFields }
  }
`);

export const ReadNotices = graphql(`
  query ReadNotices($region: Int!, $year: Int!) { notices(region: $region, year: $year) { id payRun institution period kind publishedAt closesOn open } }
`);

export const SheetFields = graphql(`
  fragment SheetFields on NoticeSheet {
    id institution period kind publishedAt closesOn open stageTitle { zh en } policyTitle { zh en } workingDays ruledBy { zh en } address total
    items { step title { zh en } total }
    rows { line name number amounts total mine objectable }
  }
`);

export const ObjectionFields = graphql(`
  fragment ObjectionFields on PayObjection {
    id notice institution period stageTitle { zh en } name itemTitle { zh en } reason by at state stateTitle { zh en } objected now difference mine rulable
    files { id name size }
    ruling { upheld reason by onBehalfOf at }
  }
`);

export const NoticeById = graphql(`query NoticeById($region: Int!, $id: ID!) { noticeSheet(region: $region, id: $id) { ...SheetFields } }`);

export const ObjectionsOfNotice = graphql(`query ObjectionsOfNotice($region: Int!, $notice: ID!) { payObjections(region: $region, notice: $notice) { ...ObjectionFields } }`);

export const PublicNotice = graphql(`query PublicNotice($region: Int!, $token: String!) { publicNotice(region: $region, token: $token) { ...SheetFields } }`);

export const ObjectToPay = graphql(`
  mutation ObjectToPay($region: Int!, $notice: ID!, $line: Int!, $item: String, $reason: String!) {
    objectToPay(region: $region, notice: $notice, line: $line, item: $item, reason: $reason) { ...ObjectionFields }
  }
`);

export const RulePayObjection = graphql(`
  mutation RulePayObjection($region: Int!, $objection: ID!, $upheld: Boolean!, $reason: String!) {
    rulePayObjection(region: $region, objection: $objection, upheld: $upheld, reason: $reason) { ...ObjectionFields }
  }
`);
