import { graphql } from '../gql/index.ts';

export const SecondAllocations = graphql(`
  query SecondAllocations($region: Int!, $year: Int!) {
    secondAllocations(region: $region, year: $year) { institution institutionName department departmentName period decision title { zh en } state open pool given by at reason hash }
  }
`);

export const SecondAllocationFields = graphql(`
  fragment SecondAllocationFields on SecondAllocation {
    institution institutionName department departmentName period decision title { zh en } state open pool given version by at reason run mine beyond reasonOver weightTitle { zh en }
    clauses { document { zh en } clause says { zh en } }
    people { code name weight usual least most amount reason }
    history { version act by onBehalfOf at reason amounts { code amount } }
  }
`);

export const SecondAllocationById = graphql(`
  query SecondAllocationById($region: Int!, $institution: ID!, $department: ID!, $period: Month!, $decision: String!) {
    secondAllocation(region: $region, institution: $institution, department: $department, period: $period, decision: $decision) { ...SecondAllocationFields }
  }
`);

export const SaveSecondAllocation = graphql(`
  mutation SaveSecondAllocation($region: Int!, $of: SecondAllocationOf!, $people: [SecondAllocationGiven!]!) {
    saveSecondAllocation(region: $region, of: $of, people: $people) { ...SecondAllocationFields }
  }
`);

export const HandInSecondAllocation = graphql(`
  mutation HandInSecondAllocation($region: Int!, $of: SecondAllocationOf!, $people: [SecondAllocationGiven!]!, $reason: String) {
    handInSecondAllocation(region: $region, of: $of, people: $people, reason: $reason) { ...SecondAllocationFields }
  }
`);

export const ReturnSecondAllocation = graphql(`
  mutation ReturnSecondAllocation($region: Int!, $of: SecondAllocationOf!, $reason: String!) {
    returnSecondAllocation(region: $region, of: $of, reason: $reason) { ...SecondAllocationFields }
  }
`);

export const TakeInSecondAllocations = graphql(`
  mutation TakeInSecondAllocations($region: Int!, $institution: ID!, $period: Month!, $hash: String!, $reason: String) {
    takeInSecondAllocations(region: $region, institution: $institution, period: $period, hash: $hash, reason: $reason) { id }
  }
`);
