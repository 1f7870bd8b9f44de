/** Shapes of institutions side by side. */
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { formatMoney } from '../core/money.ts';
import { formatRate, toFen, type Rate } from '../core/rate.ts';
import type { Measured as MeasuredIn } from '../core/side-by-side.ts';
import { Institution } from '../model/organisation.ts';
import { Words } from '../model/words.ts';
import type { Measure } from './side-by-side.ts';

export const Measured = { MONEY: 'MONEY', COUNT: 'COUNT', SCORE: 'SCORE' } as const satisfies Record<string, Uppercase<MeasuredIn>>;
registerEnumType(Measured, { name: 'Measured', description: 'What a figure is counted in: yuan, whole things, or marks.' });

@ObjectType('FigureBeside', { description: 'One institution\'s figure; decimal strings, null where there is none.' })
export class BesideView {
  @Field(() => Institution) institution!: Institution;
  @Field(() => String, { nullable: true }) value!: string | null;
  @Field(() => String, { nullable: true, description: 'Of the year before.' }) before!: string | null;
  @Field(() => String, { nullable: true, description: 'How much more than the mean.' }) toMean!: string | null;
}

@ObjectType('MeasureBeside', { description: 'A figure of several institutions side by side.' })
export class MeasureView {
  @Field(() => String) id!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Measured) measured!: keyof typeof Measured;
  @Field(() => String, { nullable: true }) mean!: string | null;
  @Field(() => [BesideView]) values!: BesideView[];
}

/** Money with two decimals, others as they are. */
export function figureText(value: Rate | undefined, measured: MeasuredIn): string | null {
  if (value === undefined) return null;
  return measured === 'money' ? formatMoney(toFen(value)) : formatRate(value, measured === 'score' ? 2 : undefined);
}

export function measureView({ measured, mean, values, ...measure }: Measure): MeasureView {
  const text = (value: Rate | undefined) => figureText(value, measured);
  return {
    ...measure, measured: measured.toUpperCase() as keyof typeof Measured, mean: text(mean),
    values: values.map((each) => ({ institution: each.institution, value: text(each.value), before: text(each.before), toMean: text(each.toMean) })),
  };
}
