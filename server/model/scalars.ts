/** Scalars of the API. Money, days and months travel as text; nothing passes through a floating-point number. */
import { GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLJSONObject } from 'graphql-scalars';
import { formatMoney, parseMoney, type Money as Fen } from '../core/money.ts';
import { parseDay, parseMonth } from '../core/period.ts';
import { formatRate, parseRate } from '../core/rate.ts';
import { Refusal, refuse } from '../core/refusal.ts';

function refuseLiteral(name: string, found: string): never {
  throw new Refusal({ code: 'NOT_TEXT', at: name, values: { found } });
}

/** A scalar that is written as text; a bare number is refused, since it may already have lost digits. */
function textScalar<Internal>(name: string, description: string, parse: (text: string, at: string) => Internal, print: (value: Internal) => string) {
  const read = (value: unknown): Internal => (typeof value === 'string' ? parse(value, name) : refuseLiteral(name, String(value)));
  return new GraphQLScalarType<Internal, string>({
    name,
    description,
    serialize: (value) => print(value as Internal),
    parseValue: read,
    parseLiteral: (node: ValueNode) => (node.kind === Kind.STRING ? read(node.value) : refuseLiteral(name, node.kind)),
  });
}

export const MoneyScalar = textScalar<Fen>('Money', 'Money in yuan as a decimal string, such as "1234.56"; never a number.', parseMoney, formatMoney);
const share = (text: string, at = 'Share') => formatRate(parseRate(text, at));
export const ShareScalar = textScalar<string>('Share', 'A share as a decimal string, such as "0.6"; "60%" is read too.', share, share);
export const DayScalar = textScalar<string>('Day', 'A day, YYYY-MM-DD.', parseDay, String);
export const MonthScalar = textScalar<string>('Month', 'A month, YYYY-MM.', parseMonth, String);
const readStage = (text: string, at: string) => (/^[A-Z][A-Z0-9]{0,39}(_[A-Z0-9]{1,40}){0,9}$/.test(text) ? text : refuse('STAGE_NOT_VALID', at, { found: text }));
export const StageScalar = textScalar<string>('Stage', 'A stage of a policy in capitals: BUDGET, SETTLEMENT, PAY_TOTAL, BASIC_PAY, INCENTIVE_PAY, or one of the policy\'s own, such as MONTHLY_ADVANCE.', readStage, String);
export const JsonScalar = GraphQLJSONObject;
