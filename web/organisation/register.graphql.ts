/** What the forms of the register ask and do. */
import { graphql } from '../gql/index.ts';

export const JoinChoices = graphql(`query JoinChoices($region: Int!) { consortia(region: $region) { id code name } }`);

export const Departments = graphql(`
  query Departments($region: Int!, $institution: ID!) { institution(region: $region, id: $institution) { id departments { id code name } } }
`);

export const Grades = graphql(`
  query Grades($region: Int!) { postGrades(region: $region) { id code name series standards { id monthly validFrom validUntil } } }
`);

export const PlanMerger = graphql(`
  query PlanMerger($region: Int!, $predecessors: [ID!]!, $successor: ID!, $from: Day!) {
    mergerPlan(region: $region, predecessors: $predecessors, successor: $successor, from: $from) {
      newDepartments people { person code name institutions department share main }
    }
  }
`);

export const InPost = graphql(`
  query InPost($region: Int!, $institution: ID!, $from: Day!) {
    people(region: $region, institution: $institution, asOf: $from, first: 10) { edges { node { id code name } } pageInfo { hasNextPage } }
  }
`);

export const RegisterInstitution = graphql(`
  mutation RegisterInstitution($region: Int!, $code: String!, $name: String!, $kind: InstitutionKind!, $member: MemberInput, $certifiedAllowances: Money!, $from: Day!) {
    registerInstitution(region: $region, code: $code, name: $name, kind: $kind, member: $member, certifiedAllowances: $certifiedAllowances, from: $from) { id }
  }
`);

export const ReviseInstitution = graphql(`
  mutation ReviseInstitution($region: Int!, $id: ID!, $name: String!, $kind: InstitutionKind!, $from: Day!) {
    reviseInstitution(region: $region, id: $id, name: $name, kind: $kind, from: $from) { id }
  }
`);

export const MoveInstitution = graphql(`
  mutation MoveInstitution($region: Int!, $id: ID!, $member: MemberInput, $from: Day!) { moveInstitution(region: $region, id: $id, member: $member, from: $from) { id } }
`);

export const MergeInstitutions = graphql(`
  mutation MergeInstitutions($region: Int!, $predecessors: [ID!]!, $successor: ID!, $from: Day!) {
    mergeInstitutions(region: $region, predecessors: $predecessors, successor: $successor, from: $from) { id }
  }
`);

export const CloseInstitution = graphql(`
  mutation CloseInstitution($region: Int!, $id: ID!, $from: Day!) { closeInstitution(region: $region, id: $id, from: $from) { id } }
`);

export const RegisterDepartment = graphql(`
  mutation RegisterDepartment($region: Int!, $institution: ID!, $code: String!, $name: String!) {
    registerDepartment(region: $region, institution: $institution, code: $code, name: $name) { id }
  }
`);

export const SetGradeStandard = graphql(`
  mutation SetGradeStandard($region: Int!, $grade: String!, $monthly: Money!, $from: Day!) { setGradeStandard(region: $region, grade: $grade, monthly: $monthly, from: $from) { id } }
`);

export const RegisterPerson = graphql(`
  mutation RegisterPerson($region: Int!, $code: String!, $name: String!, $identity: IdentityKind!, $posts: [PostInput!]!, $idCard: String, $bankCard: String, $from: Day!) {
    registerPerson(region: $region, code: $code, name: $name, identity: $identity, posts: $posts, idCard: $idCard, bankCard: $bankCard, from: $from) { id }
  }
`);

export const AssignPerson = graphql(`
  mutation AssignPerson($region: Int!, $person: ID!, $posts: [PostInput!]!, $from: Day!) { assignPerson(region: $region, person: $person, posts: $posts, from: $from) { id } }
`);

export const ChangeIdentity = graphql(`
  mutation ChangeIdentity($region: Int!, $person: ID!, $kind: IdentityKind!, $from: Day!) { changeIdentity(region: $region, person: $person, kind: $kind, from: $from) { id } }
`);

export const SetPersonNumbers = graphql(`
  mutation SetPersonNumbers($region: Int!, $person: ID!, $idCard: String, $bankCard: String) { setPersonNumbers(region: $region, person: $person, idCard: $idCard, bankCard: $bankCard) { id } }
`);
