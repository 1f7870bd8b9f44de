import { graphql } from '../gql/index.ts';

export const ImportFields = graphql(`
  fragment ImportFields on Import {
    id target state rows position reportHash followSum startedAt finishedAt by
    file { id name hash }
    reading { kind encoding delimiter sheet headerRow unit }
    columns { name header }
    failure { zh en }
    doneBefore { id by finishedAt file { name } }
    report {
      rows sumRows changed same faultCount
      sums { title { zh en } amount count }
      changes { what { zh en } before after }
      missing { zh en }
      rowFaults { row column header value says { zh en } }
      faults { zh en }
    }
  }
`);

export const ImportTargets = graphql(`
  query ImportTargets { importTargets { target title { zh en } lead { zh en } columns { name title { zh en } kind required } } }
`);

export const PastImports = graphql(`
  query PastImports($region: Int!, $after: String) {
    imports(region: $region, first: 20, after: $after) {
      edges { cursor node { id target state startedAt finishedAt by file { id name } report { faultCount } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const OneImport = graphql(`
  query OneImport($region: Int!, $id: ID!) { import(region: $region, id: $id) { ...ImportFields } }
`);

export const Preview = graphql(`
  query ImportPreview($region: Int!, $id: ID!) { importPreview(region: $region, id: $id) { sheets headers rows { row cells } } }
`);

export const BeginImport = graphql(`
  mutation BeginImport($region: Int!, $file: ID!, $target: ImportTarget!) { beginImport(region: $region, file: $file, target: $target) { ...ImportFields } }
`);

export const ChangeReading = graphql(`
  mutation ChangeImportReading(
    $region: Int!, $id: ID!, $encoding: ImportEncoding, $delimiter: String, $sheet: String, $headerRow: Int, $unit: ImportUnit, $columns: [ColumnChoice!], $followSum: Boolean
  ) {
    changeImportReading(
      region: $region, id: $id, encoding: $encoding, delimiter: $delimiter, sheet: $sheet, headerRow: $headerRow, unit: $unit, columns: $columns, followSum: $followSum
    ) { ...ImportFields }
  }
`);

export const CheckImport = graphql(`
  mutation CheckImport($region: Int!, $id: ID!) { checkImport(region: $region, id: $id) { ...ImportFields } }
`);

export const ConfirmImport = graphql(`
  mutation ConfirmImport($region: Int!, $id: ID!, $report: String!) { confirmImport(region: $region, id: $id, report: $report) { ...ImportFields } }
`);
