/** A figure of a pay total that opens its explanation, where the run that fixed it has that very amount. */
import { graphql } from '../gql/index.ts';
import type { PayTotalFieldsFragment } from '../gql/graphql.ts';
import { useAskRun } from './ask.tsx';
import { MoneyFigure } from './figure.tsx';
import { Money } from './money.tsx';

export const PayTotalFields = graphql(`
  fragment PayTotalFields on PayTotal {
    id total basic incentive
    institution { id code name }
    run { id state amounts(steps: ["total", "basic_share", "incentive_share"]) { step row value } }
  }
`);

export type TotalKey = 'total' | 'basic' | 'incentive';

const steps: Record<TotalKey, string> = { total: 'total', basic: 'basic_share', incentive: 'incentive_share' };

export function TotalFigure({ total, of, title }: { total: PayTotalFieldsFragment; of: TotalKey; title: string }) {
  const askRun = useAskRun();
  const { run, institution } = total;
  const step = steps[of];
  const value = total[of];
  const explained = run.amounts.some((amount) => amount.step === step && amount.row === null && amount.value === value);
  if (!explained) return <Money value={value} />;
  return <MoneyFigure title={`${institution.name} · ${title}`} value={value} ask={() => askRun(run.id, step)} />;
}
