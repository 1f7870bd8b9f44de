import { graphql } from '../gql/index.ts';

export const IndicatorFields = graphql(`
  fragment IndicatorFields on Indicator {
    library id title { zh en } says { zh en } group groupTitle { zh en } unit { zh en } direction atLeast atMost value score
    inputs { id title { zh en } from fromTitle { zh en } type }
    sources { id document { zh en } clause says { zh en } rule }
  }
`);

export const Indicators = graphql(`
  query Indicators($library: String, $group: String, $search: String, $after: String) {
    indicators(first: 200, after: $after, library: $library, group: $group, search: $search) {
      edges { node {
        library id title { zh en } says { zh en } group groupTitle { zh en } unit { zh en } direction atLeast atMost value score libraryTitle { zh en } place { zh en }
        inputs { id title { zh en } from fromTitle { zh en } type }
        sources { id document { zh en } clause says { zh en } rule }
      } } pageInfo { ...Rest }
    }
  }
`);

export const SchemeFields = graphql(`
  fragment SchemeFields on AssessmentScheme {
    id scope year version title { zh en } kinds reason proposedBy proposedAt
    indicators { weight indicator { ...IndicatorFields } }
    vetoes { id title { zh en } }
    grades { id title { zh en } from failed }
  }
`);

export const Schemes = graphql(`
  query Schemes($region: Int!, $year: Int!) { assessmentSchemes(region: $region, year: $year) { ...SchemeFields } }
`);

export const UnitFields = graphql(`
  fragment UnitFields on AssessmentUnit {
    id code name level state total grade failed rank peers peersMean failedYears missing
    results { stage score grade failed note reason by at hash }
    vetoes { veto reason by }
    objections { id indicator text by at answer upheld }
    evidence { id subject stage name mediaType size by at }
    lines {
      indicator value score met selfScore finalScore peersMean faults { zh en }
      values { input value self source } notes { stage text by }
    }
  }
`);

export const Round = graphql(`
  query Round($region: Int!, $scope: AssessmentScope!, $year: Int!, $after: String) {
    assessmentRound(region: $region, scope: $scope, year: $year) { id scope year openedBy openedAt faults { zh en } scheme { ...SchemeFields } }
    assessmentUnits(region: $region, scope: $scope, year: $year, first: 500, after: $after) {
      edges { node {
        id code name level state total grade failed rank peers peersMean failedYears missing
        results { stage score grade } objections { id answer } lines { indicator score finalScore }
      } }
      pageInfo { ...Rest }
    }
  }
`);

export const Unit = graphql(`
  query Unit($region: Int!, $scope: AssessmentScope!, $year: Int!, $lastYear: Int!, $code: String!) {
    assessmentRound(region: $region, scope: $scope, year: $year) { id scheme { ...SchemeFields } }
    now: assessmentUnits(region: $region, scope: $scope, year: $year, first: 1, code: $code) { edges { node { ...UnitFields } } }
    before: assessmentUnits(region: $region, scope: $scope, year: $lastYear, first: 1, code: $code) {
      edges { node { id results { stage score grade } lines { indicator value score finalScore } } }
    }
  }
`);

export const ExplainAssessment = graphql(`
  query ExplainAssessment($region: Int!, $unit: ID!, $step: String!, $signed: Boolean!) {
    assessmentExplanation(region: $region, unit: $unit, step: $step, signed: $signed) {
      run step row
      nodes {
        index parent name row title { zh en } value unit { zh en } kind rule { zh en }
        sources { id document { zh en } clause says { zh en } rule }
        rounding { exact to mode words { zh en } }
        leftover { words { zh en } units received receivers { row exact amount } }
        bound { zh en } origin decidedBy { zh en } decided { by at why } toldBy { id hash stage period stageTitle { zh en } } folded rowsTotal
      }
    }
  }
`);

export const ProposeScheme = graphql(`
  mutation ProposeScheme($region: Int!, $scope: AssessmentScope!, $year: Int!, $title: WordsInput!, $kinds: [InstitutionKind!]!, $indicators: [WeighedInput!]!, $vetoes: [VetoInput!]!, $grades: [GradeInput!]!, $reason: String!) {
    proposeAssessmentScheme(region: $region, scope: $scope, year: $year, title: $title, kinds: $kinds, indicators: $indicators, vetoes: $vetoes, grades: $grades, reason: $reason) { ...SchemeFields }
  }
`);

export const OpenRound = graphql(`
  mutation OpenRound($region: Int!, $scheme: ID!) { openAssessmentRound(region: $region, scheme: $scheme) }
`);

export const WithdrawRound = graphql(`
  mutation WithdrawRound($region: Int!, $round: ID!, $reason: String!) { withdrawAssessmentRound(region: $region, round: $round, reason: $reason) }
`);

export const TakeMeasures = graphql(`
  mutation TakeMeasures($region: Int!, $round: ID!) { takeAssessmentMeasures(region: $region, round: $round) }
`);

export const ImportScores = graphql(`
  mutation ImportScores($region: Int!, $round: ID!, $source: String!, $rows: [MeasuredInput!]!) {
    importAssessmentScores(region: $region, round: $round, source: $source, rows: $rows)
  }
`);

export const RecordAssessment = graphql(`
  mutation RecordAssessment($region: Int!, $unit: ID!, $stage: RecordedStage!, $values: [ValueInput!]!, $notes: [NoteInput!]!) {
    recordAssessment(region: $region, unit: $unit, stage: $stage, values: $values, notes: $notes) { ...UnitFields }
  }
`);

export const GiveAssessment = graphql(`
  mutation GiveAssessment($region: Int!, $unit: ID!, $stage: AssessmentStage!, $hash: String, $note: String!, $reason: String!) {
    giveAssessment(region: $region, unit: $unit, stage: $stage, hash: $hash, note: $note, reason: $reason) { ...UnitFields }
  }
`);

export const ReturnAssessment = graphql(`
  mutation ReturnAssessment($region: Int!, $unit: ID!, $reason: String!) { returnAssessment(region: $region, unit: $unit, reason: $reason) { ...UnitFields } }
`);

export const RecordVeto = graphql(`
  mutation RecordVeto($region: Int!, $unit: ID!, $veto: String!, $holds: Boolean!, $reason: String!) {
    recordAssessmentVeto(region: $region, unit: $unit, veto: $veto, holds: $holds, reason: $reason) { ...UnitFields }
  }
`);

export const ObjectToScore = graphql(`
  mutation ObjectToScore($region: Int!, $unit: ID!, $indicator: String!, $text: String!) {
    objectToScore(region: $region, unit: $unit, indicator: $indicator, text: $text) { ...UnitFields }
  }
`);

export const AnswerObjection = graphql(`
  mutation AnswerObjection($region: Int!, $objection: ID!, $upheld: Boolean!, $answer: String!) {
    answerScoreObjection(region: $region, objection: $objection, upheld: $upheld, answer: $answer) { ...UnitFields }
  }
`);
