/** Groups of roles, as the server has them. */
import type { Role } from '../gql/graphql.ts';

/** The roles that see the whole region. */
export const bureaus: readonly Role[] = [
  'HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU', 'POPULATION_OFFICE', 'FINANCE_OFFICER',
];

/** The roles that see the register of people: of the region, or of their institution. */
export const peopleRoles: readonly Role[] = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'HR_BUREAU', 'HOSPITAL_HEAD', 'PERSONNEL', 'INSTITUTION_FINANCE'];

/** The roles that change the register of people. */
export const registrars: readonly Role[] = ['HEALTH_BUREAU', 'HR_BUREAU'];

/** The roles that may see full numbers of cards. */
export const unmaskRoles: readonly Role[] = ['HEALTH_BUREAU', 'PERSONNEL', 'INSTITUTION_FINANCE'];

/** The roles that see how a budget or a settlement is being made, before it is approved. */
export const budgetMakers: readonly Role[] = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER'];

/** The roles that see how a pay total is being fixed. */
export const totalMakers: readonly Role[] = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'HR_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER'];
