/** How the hostile test asks: for every field of the API a sample of its arguments, aimed at a place; and everything that the field can show. */
import { getNamedType, isLeafType, isObjectType, parse, type GraphQLField, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import { costMax, tokensMax } from '../../server/api/bounds.ts';
import { costOf } from '../../server/api/cost.ts';

/** What is aimed at: a region, and ids that may be of another place. */
export interface Target {
  region: number;
  institution: string;
  /** Another institution of the region. */
  successor: string;
  consortium: string;
  person: string;
  department: string;
  run: string;
  /** A run of the place that institutions confirm. */
  confirmed: string;
  hash: string;
  payRun: string;
  policy: string;
  account: string;
  login: string;
  grant: string;
  delegation: string;
  session: string;
  token: string;
  invitation: string;
  /** Of an assessment: its scheme, its round, a unit with its code, an objection. */
  scheme: string;
  round: string;
  unit: string;
  code: string;
  objection: string;
  import: string;
  file: string;
}

/** A second allocation of a target. */
const divided = ({ institution, department }: Target) => ({ institution, department, period: '2010-12', decision: 'second_allocation' });
const dividing = (target: Target) => ({ region: target.region, of: { ...divided(target), run: target.run, version: 0 } });

type Values = Record<string, unknown>;
/** Arguments, or why the field is about nobody but the asker. */
type Sample = ((target: Target) => Values) | string;

const byYear = ({ region }: Target) => ({ region, year: 2026 });
const nothing = { facts: {}, decisions: {} };
const from = '2999-01-01';

/** A new field is added here, or the hostile test fails. */
export const samples: Record<string, Sample> = {
  'Query.me': 'the asker', 'Query.regions': 'the asker\'s', 'Query.sessions': 'the asker\'s', 'Query.accessTokens': 'the asker\'s', 'Query.delegations': 'the asker\'s',
  'Query.secondFactor': 'the asker\'s', 'Mutation.beginSecondFactor': 'the asker\'s account', 'Mutation.confirmSecondFactor': 'the asker\'s account', 'Mutation.dropSecondFactor': 'the asker\'s account',
  'Query.secondFactorRequired': ({ region }) => ({ region }), 'Mutation.requireSecondFactor': ({ region }) => ({ region, required: true }),
  'Query.signInWays': 'the installation\'s',
  'Query.importTargets': 'the product\'s', 'Query.imports': ({ region }) => ({ region }), 'Query.institutionSpending': byYear,
  'Query.import': ({ region, import: id }) => ({ region, id }), 'Query.importPreview': ({ region, import: id }) => ({ region, id }),
  'Query.library': 'the presets, which every region may read', 'Query.libraryPolicy': 'the presets, which every region may read',
  'Query.benefitPolicies': ({ region }) => ({ region, policy: 'ningqiang-2018' }),
  'Query.benefit': ({ region }) => ({ region, policy: 'ningqiang-2018', benefit: 'claim', stay: { claim_cost: '100.00', ratio: '50%' } }),
  'Query.benefitsInBulk': ({ region }) => ({ region, policy: 'ningqiang-2018', benefit: 'claim', stays: [{ claim: 'x', claim_cost: '100.00', ratio: '50%' }] }),
  'Query.policyVersions': ({ region }) => ({ region }),
  'Query.invitation': ({ invitation: token }) => ({ token }),
  'Query.auditEvents': ({ region, login: account }) => ({ region, account }),
  'Query.workingCalendars': 'the published working days, which every region may read', 'Query.confirmationLine': ({ region, confirmed: run }) => ({ region, run, row: 'B' }),
  'Query.budget': byYear, 'Query.yearStages': byYear, 'Query.paces': byYear, 'Query.stageDraft': ({ region }) => ({ region, stage: 'HOLDBACK_RELEASE', period: '2026' }), 'Query.budgetDraft': byYear, 'Query.certificates': byYear, 'Query.settlement': byYear, 'Query.settlementDraft': byYear, 'Query.spending': byYear,
  'Query.regionPath': ({ region }) => ({ region }), 'Query.pools': ({ region }) => ({ region }),
  'Query.institution': ({ region, institution: id }) => ({ region, id }),
  'Query.people': ({ region, institution }) => ({ region, institution }),
  'Query.person': ({ region, person: id }) => ({ region, id }),
  'Query.gradeStandards': ({ region }) => ({ region }), 'Query.personWages': ({ region, person }) => ({ region, person }),
  'Query.certifiedAllowances': ({ region, institution }) => ({ region, institution }),
  'Query.postGrades': ({ region }) => ({ region }),
  'Query.mergerPlan': ({ region, institution, successor }) => ({ region, predecessors: [institution], successor, from }),
  'Query.lentRoles': ({ region }) => ({ region }), 'Query.peopleToInvite': ({ region }) => ({ region, text: '1' }),
  'Query.policyOrigins': ({ region }) => ({ region, slug: 'ewenki-2010', version: '1' }),
  'Query.consortia': ({ region }) => ({ region }), 'Query.institutions': ({ region }) => ({ region }), 'Query.years': ({ region }) => ({ region }),
  'Query.heldGrants': ({ region, grant: after }) => ({ region, after, staff: true }), 'Query.separation': ({ region }) => ({ region }),
  'Query.journal': ({ region }) => ({ region, year: 2010 }), 'Query.river': ({ region }) => ({ region, year: 2010 }), 'Query.report': ({ region }) => ({ region, year: 2010 }),
  'Query.tasks': ({ region }) => ({ region, year: 2010 }), 'Query.payTotals': ({ region }) => ({ region, year: 2010 }), 'Query.payslips': ({ region }) => ({ region, year: 2010 }),
  'Query.explanation': ({ region, run }) => ({ region, run, step: 'leader_incentive', row: null }),
  'Query.run': ({ region, run: id }) => ({ region, id }),
  'Query.runs': ({ region, institution }) => ({ region, institution }),
  'Query.correctionDraft': ({ region, run }) => ({ region, run }),
  'Query.knownFacts': ({ region, run }) => ({ region, run }),
  'Query.balances': ({ region }) => ({ region, fund: 'performance-pay' }), 'Query.ledgerChecks': ({ region }) => ({ region }),
  'Query.payDraft': ({ region, institution }) => ({ region, institution, kind: 'INCENTIVE', period: '2010-12' }),
  'Query.payTotalDraft': ({ region, institution }) => ({ region, institution, year: 2010 }),
  'Query.payRun': ({ region, payRun: id }) => ({ region, id }),
  'Query.payRuns': ({ region, institution }) => ({ region, institution, year: 2010 }),
  'Query.institutionPayslips': ({ region, institution }) => ({ region, institution, period: '2010-12' }),
  'Query.papers': ({ region, run }) => ({ region, year: 2026, run }), 'Query.paperRecipients': ({ region, run }) => ({ region, run }),
  'Query.documentPrefixes': ({ region }) => ({ region }), 'Query.chartAccounts': ({ region }) => ({ region }),
  'Query.voucherPeriod': ({ region }) => ({ region, from: '2026-03', to: '2026-03' }),
  'Query.sideBySide': ({ region, institution }) => ({ region, year: 2026, institutions: [institution] }),
  'Query.accountMoves': ({ region, code }) => ({ region, year: 2026, account: `advanced/${code}` }),
  'Query.consortiumYears': byYear,
  'Query.cash': ({ region, institution }) => ({ region, year: 2026, institution }),
  'Mutation.recordObligations': ({ region, institution }) => ({ region, records: [{ institution, month: '2026-01', kind: 'MEDICINES', amount: '1.00' }] }),
  'Mutation.recordOpeningBalance': ({ region, institution }) => ({ region, institution, year: 2026, amount: '1.00' }),
  'Query.indicators': 'the libraries, which every region may read',
  'Query.assessmentSchemes': ({ region }) => ({ region }),
  'Query.assessmentRound': ({ region }) => ({ region, scope: 'INSTITUTIONS', year: 2025 }),
  'Query.assessmentUnits': ({ region, code }) => ({ region, scope: 'INSTITUTIONS', year: 2025, first: 10, code }),
  'Query.assessmentExplanation': ({ region, unit }) => ({ region, unit, step: 'chronic_managed_score' }),
  'Mutation.signIn': 'test/access/sign-in.test.ts: an unknown login and a wrong password are told in one sentence', 'Mutation.signOut': 'the asker\'s session',
  'Mutation.signOutEverywhere': 'the asker\'s sessions', 'Mutation.changePassword': 'the asker\'s password', 'Mutation.startProvider': 'the asker\'s browser', 'Mutation.linkProvider': 'the asker\'s account',
  'Mutation.acceptInvitation': ({ invitation: token }) => ({ token, password: 'x' }),
  'Mutation.endSession': ({ session: id }) => ({ id }),
  'Mutation.revokeAccessToken': ({ token: id }) => ({ id }),
  'Mutation.makeAccessToken': ({ region }) => ({ region, name: 'hostile', scope: 'READ', days: 0 }),
  'Mutation.certifyOverspend': ({ region, consortium }) => ({ region, consortium, year: 2026, amount: '1.00', cause: 'x' }),
  'Mutation.recordSpending': ({ region, consortium }) => ({ region, consortium, month: '2026-01', claims: '1.00', contractFees: '1.00' }),
  'Mutation.beginImport': ({ region, file }) => ({ region, file, target: 'SPENDING' }),
  'Mutation.changeImportReading': ({ region, import: id }) => ({ region, id, unit: 'WAN' }),
  'Mutation.checkImport': ({ region, import: id }) => ({ region, id }),
  'Mutation.confirmImport': ({ region, import: id }) => ({ region, id, report: 'x' }),
  'Mutation.registerInstitution': ({ region, consortium }) => ({ region, code: 'X', name: 'x', kind: 'VILLAGE_CLINIC', member: { consortium, role: 'CLINIC' }, from }),
  'Mutation.reviseInstitution': ({ region, institution: id }) => ({ region, id, name: 'x', kind: 'VILLAGE_CLINIC', from }),
  'Mutation.moveInstitution': ({ region, institution: id, consortium }) => ({ region, id, member: { consortium, role: 'CLINIC' }, from }),
  'Mutation.mergeInstitutions': ({ region, institution }) => ({ region, predecessors: [institution], successor: institution, from }),
  'Mutation.closeInstitution': ({ region, institution: id }) => ({ region, id, from }),
  'Mutation.registerDepartment': ({ region, institution }) => ({ region, institution, code: 'X', name: 'x' }),
  'Mutation.setGradeStandard': ({ region }) => ({ region, grade: 'x', monthly: '1.00', from }),
  'Mutation.setPersonWage': ({ region, person }) => ({ region, person, postWage: '1.00', gradeWage: '1.00', from }),
  'Mutation.setCertifiedAllowances': ({ region, institution: id }) => ({ region, id, amount: '1.00', from }),
  'Mutation.registerPerson': ({ region, institution, department }) => ({ region, code: 'X', name: 'x', identity: 'CONTRACT', posts: [{ institution, department, grade: '十级' }], from }),
  'Mutation.assignPerson': ({ region, person, institution, department }) => ({ region, person, posts: [{ institution, department, grade: '十级' }], from }),
  'Mutation.changeIdentity': ({ region, person }) => ({ region, person, kind: 'CONTRACT', from }),
  'Mutation.setPersonNumbers': ({ region, person }) => ({ region, person, idCard: '11010519491231002X' }),
  'Mutation.unmaskPerson': ({ region, person: id }) => ({ region, id, purpose: 'x' }),
  'Mutation.prepareStage': ({ region }) => ({ region, stage: 'ADVANCE', period: '2027-01', seen: '', ...nothing }),
  'Mutation.prepareBudget': ({ region }) => ({ region, year: 2027, seen: '', ...nothing }),
  'Mutation.prepareSettlement': ({ region }) => ({ region, year: 2027, seen: '', ...nothing }),
  'Mutation.preparePayTotal': ({ region, institution }) => ({ region, institution, year: 2010, seen: '', ...nothing }),
  'Mutation.preparePayRun': ({ region, institution }) => ({ region, institution, kind: 'INCENTIVE', period: '2010-12', seen: '', ...nothing }),
  'Mutation.publishPayRun': ({ region, payRun: id }) => ({ region, id, closesOn: '2999-01-01' }),
  'Mutation.releasePayRun': ({ region, payRun: id }) => ({ region, id }),
  'Mutation.signRun': ({ region, run }) => ({ region, run, hash: 'x', step: 'HEALTH_BUREAU_APPROVER' }),
  'Mutation.returnRun': ({ region, run }) => ({ region, run, hash: 'x', note: 'x' }),
  'Mutation.submitRun': ({ region, run }) => ({ region, run, hash: 'x' }),
  'Mutation.holdItem': ({ region, run }) => ({ region, run, hash: 'x', row: 'x', reason: 'x' }),
  'Mutation.liftItem': ({ region, run }) => ({ region, run, hash: 'x', row: 'x', reason: 'x' }),
  'Mutation.correctFacts': ({ region, run }) => ({ region, run, facts: {}, reason: 'x' }),
  'Mutation.prepareCorrection': ({ region, run }) => ({ region, run, reason: 'x', change: 'x', ...nothing }),
  'Mutation.confirmLine': ({ region, confirmed: run }) => ({ region, run, hash: 'x', row: 'B' }),
  'Mutation.disputeLine': ({ region, confirmed: run }) => ({ region, run, hash: 'x', row: 'B', reason: 'x' }),
  'Mutation.answerDispute': ({ region, confirmed: run }) => ({ region, run, hash: 'x', row: 'B', upheld: false, reason: 'x' }),
  'Mutation.acceptStale': ({ region, run }) => ({ region, run, hash: 'x', reason: 'x' }),
  'Mutation.checkLedger': ({ region }) => ({ region }),
  'Mutation.proposePolicy': ({ region }) => ({ region, text: 'language: 1' }),
  'Mutation.publishPolicy': ({ region, policy: id }) => ({ region, id, hash: 'x' }),
  'Mutation.withdrawPolicy': ({ region, policy: id }) => ({ region, id, hash: 'x' }),
  'Mutation.proposeAssessmentScheme': ({ region }) => ({ region, scope: 'INSTITUTIONS', year: 2026, title: { zh: 'x', en: 'x' }, indicators: [], grades: [] }),
  'Mutation.openAssessmentRound': ({ region, scheme }) => ({ region, scheme }),
  'Mutation.withdrawAssessmentRound': ({ region, round }) => ({ region, round, reason: '' }),
  'Mutation.recordAssessment': ({ region, unit }) => ({ region, unit, stage: 'SELF', notes: [{ indicator: 'x', note: 'x' }] }),
  'Mutation.importAssessmentScores': ({ region, round }) => ({ region, round, source: '', rows: [] }),
  'Mutation.takeAssessmentMeasures': ({ region, round }) => ({ region, round }),
  'Mutation.giveAssessment': ({ region, unit }) => ({ region, unit, stage: 'FINAL', hash: 'x' }),
  'Mutation.returnAssessment': ({ region, unit }) => ({ region, unit, reason: '' }),
  'Mutation.recordAssessmentVeto': ({ region, unit }) => ({ region, unit, veto: 'x', holds: true, reason: '' }),
  'Mutation.objectToScore': ({ region, unit }) => ({ region, unit, indicator: 'x', text: 'x' }),
  'Mutation.answerScoreObjection': ({ region, objection }) => ({ region, objection, upheld: false, answer: '' }),
  'Mutation.invite': ({ region, institution }) => ({ region, login: 'somebody', name: '某人', roles: [{ role: 'PERSONNEL', institution }] }),
  'Mutation.resetPassword': ({ region, account }) => ({ region, account }),
  'Mutation.endGrant': ({ region, grant }) => ({ region, grant }),
  'Mutation.handOver': ({ region, account }) => ({ region, from: account, to: account, on: '2999-01-01' }),
  'Mutation.delegate': ({ region, grant, login: to }) => ({ region, grant, to, from: '2999-01-01', until: '2999-01-02' }),
  'Query.secondAllocations': ({ region }) => ({ region, year: 2010 }), 'Query.secondAllocation': (target) => ({ region: target.region, ...divided(target) }),
  'Mutation.saveSecondAllocation': (target) => ({ ...dividing(target), people: [] }), 'Mutation.handInSecondAllocation': (target) => ({ ...dividing(target), people: [], reason: 'x' }),
  'Mutation.returnSecondAllocation': (target) => ({ ...dividing(target), reason: 'x' }), 'Mutation.takeInSecondAllocations': ({ region, institution }) => ({ region, institution, period: '2010-12', hash: 'x' }),
  'Mutation.issuePaper': ({ region, run }) => ({ region, run, kind: 'STATEMENT', unit: 'YUAN', recipient: 'x' }),
  'Mutation.voidPaper': ({ region, run: paper }) => ({ region, paper, reason: 'x' }),
  'Mutation.setDocumentPrefix': ({ region }) => ({ region, prefix: '某卫', from: '2000-01-01' }),
  'Mutation.setChartAccount': ({ region }) => ({ region, accountClass: 'x', code: '4001', title: 'x', from }),
  'Mutation.endDelegation': ({ region, delegation }) => ({ region, delegation }),
};

const depths = [4, 3, 2, 1] as const;
const anywhere: Target = {
  region: 0, institution: 'x', successor: 'x', consortium: 'x', person: 'x', department: 'x', run: 'x', confirmed: 'x', hash: 'x', payRun: 'x', policy: 'x', account: 'x', login: 'x', grant: 'x', delegation: 'x', session: 'x', token: 'x', invitation: 'x',
  scheme: 'x', round: 'x', unit: 'x', code: 'x', objection: 'x',
  import: 'x', file: 'x',
};

/** Everything below a type, down to a depth. */
function selection(type: GraphQLOutputType, depth: number): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return '';
  if (!isObjectType(named) || depth === 0) return '{ __typename }';
  const fields = Object.values(named.getFields());
  const below = /(Connection|Edge)$/.test(named.name) ? depth : depth - 1; // a page is as deep as what is on it
  const inner = fields.filter((field) => isLeafType(getNamedType(field.type)) || below > 0);
  return `{ __typename ${inner.map((field) => `${field.name} ${selection(field.type, below)}`).join(' ')} }`;
}

/** One field of the API as an operation with variables for all of its arguments, as deep as the API allows. */
export interface Attack {
  name: string;
  mutation: boolean;
  query: string;
  sample: Sample | undefined;
}

function attackOf(schema: GraphQLSchema, parent: 'Query' | 'Mutation', field: GraphQLField<unknown, unknown>, sample: Sample | undefined): Attack {
  const given = typeof sample === 'function' ? sample(anywhere) : {};
  const args = field.args.filter(({ name }) => name in given);
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const operation = `${parent === 'Query' ? 'query' : 'mutation'} ${declared && `(${declared})`}`;
  const queries = depths.map((depth) => `${operation} { ${field.name}${passed && `(${passed})`} ${selection(field.type, depth)} }`);
  const allowed = (text: string) => (text.match(/\w+|[^\s\w]/g) ?? []).length <= tokensMax && costOf(schema, parse(text), given) <= costMax;
  const query = typeof sample === 'function' ? queries.find(allowed) : '';
  if (query === undefined) throw new Error(`${parent}.${field.name} costs too much at every depth`);
  return { name: `${parent}.${field.name}`, mutation: parent === 'Mutation', query, sample };
}

export function attacksOn(schema: GraphQLSchema): Attack[] {
  return (['Query', 'Mutation'] as const).flatMap((parent) => {
    const type = parent === 'Query' ? schema.getQueryType() : schema.getMutationType();
    return Object.values(type?.getFields() ?? {}).map((field) => attackOf(schema, parent, field, samples[`${parent}.${field.name}`]));
  });
}
