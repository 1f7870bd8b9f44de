/** What the account page asks and does. */
import { graphql } from '../gql/index.ts';

export const MyAccount = graphql(`
  query MyAccount {
    secondFactor { confirmedAt codesLeft withheldIn }
    sessions { id startedAt seenAt agent current }
    accessTokens { id name scope region expiresAt usedAt }
    delegations { id role region from to given validFrom validUntil }
  }
`);

export const EndSession = graphql(`mutation EndSession($id: ID!) { endSession(id: $id) }`);

export const SignOutEverywhere = graphql(`mutation SignOutEverywhere { signOutEverywhere }`);

export const MakeAccessToken = graphql(`
  mutation MakeAccessToken($region: Int!, $name: String!, $scope: TokenScope!, $days: Int!) {
    makeAccessToken(region: $region, name: $name, scope: $scope, days: $days) { secret token { id } }
  }
`);

export const RevokeAccessToken = graphql(`mutation RevokeAccessToken($id: ID!) { revokeAccessToken(id: $id) }`);

export const Delegate = graphql(`
  mutation Delegate($region: Int!, $grant: ID!, $to: String!, $from: Day!, $until: Day!) {
    delegate(region: $region, grant: $grant, to: $to, from: $from, until: $until) { id }
  }
`);

export const EndDelegation = graphql(`mutation EndDelegation($region: Int!, $delegation: ID!) { endDelegation(region: $region, delegation: $delegation) { id } }`);

export const ChangePassword = graphql(`mutation ChangePassword($present: String!, $next: String!) { changePassword(present: $present, next: $next) }`);

export const BeginSecondFactor = graphql(`mutation BeginSecondFactor($password: String!) { beginSecondFactor(password: $password) { secret uri } }`);

export const ConfirmSecondFactor = graphql(`mutation ConfirmSecondFactor($code: String!) { confirmSecondFactor(code: $code) }`);

export const DropSecondFactor = graphql(`mutation DropSecondFactor($password: String!, $code: String!) { dropSecondFactor(password: $password, code: $code) }`);
