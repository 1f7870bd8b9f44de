/** Who pays what of a stay: a sentence, a bar, and a table in which every figure tells where it comes from. */
import { Alert, Card, Table } from 'antd';
import { useMemo } from 'react';
import type { Calculator, Share, StayPaid } from '../../server/core/policy/benefit.ts';
import { partOf, saySplit } from '../../server/core/policy/benefit-words.ts';
import { explain, type Explanation } from '../../server/core/policy/explain.ts';
import { parseMoney } from '../../server/core/money.ts';
import { payerWords, type Payer } from '../../server/core/policy/payers.ts';
import { amountTitle } from '../../server/core/policy/titles.ts';
import { useAsk } from '../kit/ask.tsx';
import { Figure } from '../kit/figure.tsx';
import { unitOfAmount } from '../kit/figures.ts';
import { useSay, useWords } from '../kit/language.tsx';
import { Money, moneyText } from '../kit/money.tsx';
import { isMoneyUnit } from '../kit/quantity.ts';
import { colours } from '../kit/theme.ts';
import { whyFromCore } from '../kit/why.ts';
import { words as kitWords } from '../kit/words.ts';
import { rowKey, type Typed } from './stay.ts';
import { words } from './words.ts';

interface StayResultProps {
  calculator: Calculator;
  typed: Typed;
  paid: StayPaid;
}

/** Explains an amount of the stay; the facts have no faults. */
function explainer({ policy, table }: Calculator, { stay, given }: Typed): (amount: string) => Explanation {
  const filled = (values: Record<string, string>) => Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
  const facts = { ...filled(given.facts as Record<string, string>), [table.id]: [{ ...filled(stay), [table.key]: rowKey }] };
  return (amount) => explain(policy, facts, filled(given.decisions), amount, rowKey);
}

const { series } = colours;
/** Told apart also where two stand side by side. */
const colourBy: Record<Payer, string> = {
  pool: series[0], 'large-cost': series[3], 'serious-illness': series[4], 'medical-aid': series[2], finance: series[7], hospital: series[6], waived: series[5], patient: series[1],
};
const colourOf = ({ payer }: Share): string => colourBy[payer];

function Bar({ paid }: { paid: StayPaid }) {
  const say = useSay();
  const parts = paid.shares.filter((share) => share.paid > 0n);
  return (
    <div role="img" aria-label={say(saySplit(paid))} className="benefit-bar">
      {parts.map((share) => <span key={share.payer} style={{ width: partOf(share.paid, paid.bill), background: colourOf(share) }} />)}
    </div>
  );
}

/** The clauses that an amount rests on, each once with its rules. */
function Clauses({ explanation }: { explanation: Explanation }) {
  const t = useWords(words);
  const byClause = [...Map.groupBy(explanation.sources, ({ clause }) => clause)];
  const told = byClause.map(([clause, sources]) => [clause, ...sources.flatMap(({ rule }) => rule ?? [])].join(' '));
  return <span className="quiet benefit-clauses">{t('clause', { clauses: told.join(t('comma')) })}</span>;
}

export function StayResult({ calculator, typed, paid }: StayResultProps) {
  const t = useWords(words);
  const k = useWords(kitWords);
  const say = useSay();
  const openAsk = useAsk();
  const told = useMemo(() => explainer(calculator, typed), [calculator, typed]);
  const { policy, table, benefit } = calculator;
  const ask = (amount: string) => openAsk({ name: amount, row: rowKey, rowTitle: () => say(table.title), answer: (name) => Promise.resolve(whyFromCore(told(name))) });
  const given = table.columns.get(benefit.bill.amount);
  const billTitle = given ? say(given.title) : say(amountTitle(policy, benefit.bill.amount));
  const shown = (value: string) => (value === 'true' || value === 'false' ? k(value === 'true' ? 'yes' : 'no') : value);
  return (
    <Card size="small" title={t('result')}>
      <div className="stack">
        <p className="benefit-sentence" role="status">{say(saySplit(paid))}</p>
        <Bar paid={paid} />
        {paid.warnings.map(({ id, title, says }) => <Alert key={id} type="warning" showIcon title={say(title)} description={say(says)} />)}
        <Table<Share> size="small" rowKey="payer" pagination={false} dataSource={paid.shares} scroll={{ x: 480 }}
          columns={[
            { title: t('payer'), key: 'payer', render: (_, share) => <span className="benefit-payer"><span aria-hidden style={{ background: colourOf(share) }} />{say(payerWords[share.payer])}</span> },
            {
              title: t('amount'), key: 'paid', align: 'right',
              render: (_, share) => <Figure title={say(payerWords[share.payer])} value={moneyText(share.paid)} ask={() => ask(share.amount)}><Money value={share.paid} /></Figure>,
            },
            { title: t('part'), key: 'part', align: 'right', render: (_, share) => partOf(share.paid, paid.bill) },
            {
              title: t('how'), key: 'how',
              render: (_, share) => <><span className="benefit-rule">{say(amountTitle(policy, share.amount))} = {say(told(share.amount).rule ?? { zh: '', en: '' })}</span><Clauses explanation={told(share.amount)} /></>,
            },
          ]}
          summary={() => (
            <Table.Summary.Row>
              <Table.Summary.Cell index={0}>{t('sum')}</Table.Summary.Cell>
              <Table.Summary.Cell index={1} align="right">
                {given ? <Money value={paid.bill} /> : <Figure title={billTitle} value={moneyText(paid.bill)} ask={() => ask(benefit.bill.amount)}><Money value={paid.bill} /></Figure>}
              </Table.Summary.Cell>
              <Table.Summary.Cell index={2} align="right">{partOf(paid.bill, paid.bill)}</Table.Summary.Cell>
              <Table.Summary.Cell index={3}>{billTitle}</Table.Summary.Cell>
            </Table.Summary.Row>
          )} />
        {paid.shows.length > 0 && (
          <div>
            <h2 className="benefit-heading">{t('onTheWay')}</h2>
            <dl className="benefit-way">
              {paid.shows.map(({ amount, value }) => {
                const title = say(amountTitle(policy, amount));
                const money = isMoneyUnit(unitOfAmount(policy, amount));
                const text = money ? moneyText(parseMoney(value, '')) : shown(value);
                return (
                  <div key={amount}>
                    <dt>{title}</dt>
                    <dd><Figure title={title} value={text} ask={() => ask(amount)}>{money ? <Money value={value} /> : text}</Figure></dd>
                    <dd className="quiet">{say(told(amount).rule ?? { zh: '', en: '' })}</dd>
                  </div>
                );
              })}
            </dl>
          </div>
        )}
      </div>
    </Card>
  );
}
