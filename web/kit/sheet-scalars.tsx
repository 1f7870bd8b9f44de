/** The single amounts of a sheet: each amount that is taken apart as a table that adds up, then the others. */
import { Card, Table, Tag } from 'antd';
import { parseMoney, sumMoney } from '../../server/core/money.ts';
import type { CarveStep, SplitStep } from '../../server/core/policy/policy.ts';
import { homeOf } from '../../server/core/policy/rules/rules.ts';
import { amountCalled, amountsNamed, unitOfAmount, type NamedAmount } from './figures.ts';
import { useLanguage, useSay, useWords } from './language.tsx';
import { isMoneyUnit, unitText } from './quantity.ts';
import { AddsUp, AmountFigure } from './sheet-cell.tsx';
import { isAmount } from './sheet-columns.ts';
import { printedAt } from './sheet.ts';
import { useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

/** An amount taken apart: its parts, and the amount itself when it has a name. */
function PartsTable({ step, parts }: { step: CarveStep | SplitStep; parts: NamedAmount[] }) {
  const view = useSheet();
  const t = useWords(words);
  const say = useSay();
  const whole = amountCalled(view.sheet.policy, step.amount.text);
  const printedWhole = whole && printedAt(view.outcome.printed, whole.id);
  const sum = sumMoney(parts.map(({ id }) => parseMoney(printedAt(view.outcome.printed, id) ?? '0', '')));
  return (
    <Card size="small" title={say(step.title)}>
      <Table<NamedAmount> size="small" rowKey="id" pagination={false} dataSource={parts}
        columns={[
          { title: t('item'), key: 'title', render: (_, part) => <>{say(part.title)} {step.rule === 'carve' && part.id === step.rest.id && <Tag>{t('rest')}</Tag>}</> },
          { title: t('amount'), key: 'amount', align: 'right', render: (_, part) => <AmountFigure id={part.id} title={say(part.title)} money /> },
        ]}
        summary={() => whole && printedWhole !== undefined && (
          <Table.Summary.Row>
            <Table.Summary.Cell index={0}>{t('total')}</Table.Summary.Cell>
            <Table.Summary.Cell index={1} align="right">
              <span className="figure-block">
                <AmountFigure id={whole.id} title={say(whole.title)} money />
                <AddsUp whole={{ title: whole.title, difference: sum - parseMoney(printedWhole, '') }} />
              </span>
            </Table.Summary.Cell>
          </Table.Summary.Row>
        )} />
    </Card>
  );
}

function OtherScalars({ amounts }: { amounts: NamedAmount[] }) {
  const view = useSheet();
  const t = useWords(words);
  const say = useSay();
  const { language } = useLanguage();
  if (amounts.length === 0) return null;
  return (
    <Card size="small" title={t('results')}>
      <div className="cards">
        {amounts.map(({ id, title }) => {
          const unit = unitOfAmount(view.sheet.policy, id);
          const unitSaid = unitText(unit, language);
          return (
            <div key={id}>
              <div className="quiet">{unitSaid ? t('withUnit', { title: say(title), unit: unitSaid }) : say(title)}</div>
              <div className="card-figure card-figure-left"><AmountFigure id={id} title={say(title)} money={isMoneyUnit(unit)} /></div>
            </div>
          );
        })}
      </div>
    </Card>
  );
}

export function SheetScalars() {
  const view = useSheet();
  const { policy } = view.sheet;
  const scalars = amountsNamed(policy).filter(({ id, step }) => homeOf(step, id) === undefined && isAmount(step, id) && view.shows(id));
  const apart = policy.steps.filter((step) => step.rule === 'carve' || step.rule === 'split');
  return (
    <>
      <OtherScalars amounts={scalars.filter(({ step }) => !apart.some((each) => each === step))} />
      <div className="cards cards-wide">
        {apart.map((step) => ({ step, parts: scalars.filter((amount) => amount.step === step) })).filter(({ parts }) => parts.length > 0)
          .map(({ step, parts }) => <PartsTable key={step.id} step={step} parts={parts} />)}
      </div>
    </>
  );
}
