/** Which document wrote what a sentence of a policy says. */
import type { Policy } from '../../server/core/policy/policy.ts';
import { amountsOf } from '../../server/core/policy/rules/rules.ts';
import type { PolicyOriginsQuery } from '../gql/graphql.ts';

export type ValueOrigin = NonNullable<PolicyOriginsQuery['policyOrigins']>[number];

/** The field of a value that has several, such as the limits of a decision. */
export type OriginField = 'at_least' | 'at_most' | 'default';
const fields: readonly string[] = ['at_least', 'at_most', 'default'] satisfies OriginField[];

export interface SentenceOrigin {
  layer: string;
  line: number;
  /** Undefined for a value that is whole. */
  field?: OriginField;
}

/** Where a sentence about a part of a step, or about a row of a table, is written as a whole. */
function wholeOf(policy: Policy, at: string): string | undefined {
  const [section, id = ''] = at.split('.');
  if (section === 'parameters') return `parameters.${id}.rows`;
  return section === 'steps' ? policy.steps.find((step) => amountsOf(step).some((amount) => amount.id === id))?.place.path : undefined;
}

/** By the path of the sentence: each value of it with its document; none for what the origins do not name. */
export function originsOfSentence(policy: Policy, origins: readonly ValueOrigin[], at: string): SentenceOrigin[] {
  const own = origins.filter(({ path }) => path === at || path.startsWith(`${at}.`));
  const whole = wholeOf(policy, at);
  return (own.length > 0 ? own : origins.filter(({ path }) => path === whole)).map(({ path, layer, line }) => {
    const field = path.slice(path.lastIndexOf('.') + 1);
    return { layer, line, ...(fields.includes(field) && path !== at && { field: field as OriginField }) };
  });
}
