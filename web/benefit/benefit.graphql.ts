/** What the benefit page asks the API. */
import { graphql } from '../gql/index.ts';

export const BenefitPolicies = graphql(`
  query BenefitPolicies($region: Int!) {
    benefitPolicies(region: $region) { slug version hash title { zh en } place { zh en } appliesFrom own }
  }
`);

export const BenefitPolicyTexts = graphql(`
  query BenefitPolicyTexts($region: Int!, $policy: String!) {
    benefitPolicies(region: $region, policy: $policy) { hash text }
  }
`);
