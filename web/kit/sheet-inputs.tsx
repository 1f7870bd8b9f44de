/** The form of a sheet: single facts and decisions, with limits, clause and faults at the field. */
import { Alert, Card, Form } from 'antd';
import type { Decision, Fact, Quantity } from '../../server/core/policy/policy.ts';
import { say as sayFault } from '../../server/core/refusal.ts';
import { Field, useLimits } from './field.tsx';
import { Figure } from './figure.tsx';
import { useLanguage, useSay, useWords } from './language.tsx';
import { rawText, unitText, usualRaw } from './quantity.ts';
import { SheetDecided } from './sheet-decided.tsx';
import { SheetOverrides } from './sheet-overrides.tsx';
import { withDecision, withFact } from './sheet.ts';
import { otherFaults, useSheet } from './sheet-view.tsx';
import { words } from './words.ts';

function useClauses(): (why: readonly string[]) => string {
  const { sheet } = useSheet();
  const say = useSay();
  const t = useWords(words);
  return (why) => why.map((id) => {
    const source = sheet.policy.sources.get(id);
    return source ? t('cited', { document: say(source.document), clause: source.clause }) : id;
  }).filter((clause, index, all) => all.indexOf(clause) === index).join(t('listed'));
}

function FactField({ fact }: { fact: Fact }) {
  const view = useSheet();
  const say = useSay();
  const limits = useLimits();
  const { language } = useLanguage();
  const raw = view.sheet.facts[fact.id];
  const value = typeof raw === 'string' ? raw : usualRaw(fact.quantity);
  const editable = view.change !== undefined && view.editable.has(fact.id);
  const title = say(fact.title);
  const text = `${rawText(fact.quantity, value, language)} ${unitText(fact.quantity.unit, language)}`;
  return (
    <Form.Item label={title} htmlFor={`fact-${fact.id}`} extra={limits(fact.quantity)}>
      {editable
        ? <Field id={`fact-${fact.id}`} label={title} quantity={fact.quantity} value={value} faults={view.faultsAt(`facts.${fact.id}`, fact.title)}
            change={(next) => view.change?.(withFact(view.sheet, { name: fact.id }, next))} />
        : <Figure title={title} value={text} ask={() => view.askFact(fact, value, fact.id)}>{text}</Figure>}
    </Form.Item>
  );
}

function DecisionField({ decision }: { decision: Decision }) {
  const view = useSheet();
  const say = useSay();
  const limits = useLimits();
  const clauses = useClauses();
  const { language } = useLanguage();
  const given = view.sheet.decisions[decision.id];
  const { quantity } = decision;
  const editable = view.change !== undefined && view.editableDecisions.has(decision.id);
  const title = say(decision.title);
  const value = given ?? usualRaw(quantity);
  const text = `${rawText(quantity, value, language)} ${unitText(quantity.unit, language)}`;
  return (
    <Form.Item label={title} htmlFor={`decision-${decision.id}`} extra={editable && `${limits(quantity)} ${clauses(decision.why)}`}>
      {editable
        ? <Field id={`decision-${decision.id}`} label={title} quantity={quantity} value={value} faults={view.faultsAt(`decisions.${decision.id}`, decision.title)}
            change={(next) => view.change?.(withDecision(view.sheet, decision.id, next))} />
        : <Figure title={title} value={text} ask={() => view.askDecision(decision, value)}>{text}</Figure>}
    </Form.Item>
  );
}

/** Faults that belong to no input shown here: what cannot be corrected on this page is told all the same. */
function OtherFaults() {
  const view = useSheet();
  const { language } = useLanguage();
  const t = useWords(words);
  const faults = otherFaults(view);
  if (faults.length === 0) return null;
  return (
    <Alert type="error" showIcon title={t('refused')}
      description={<ul>{faults.map((fault) => <li key={fault.at + fault.code}>{sayFault(fault, language)}</li>)}</ul>} />
  );
}

/** True for what was left as the policy has it. */
function isUsual(quantity: Quantity, raw: string | undefined): boolean {
  return raw === undefined || (quantity.default !== undefined && raw === usualRaw(quantity));
}

export function SheetInputs() {
  const view = useSheet();
  const t = useWords(words);
  const { policy, decisions, facts: sheetFacts } = view.sheet;
  const facts = [...policy.facts.values()].filter(({ id, quantity }) => {
    const raw = sheetFacts[id];
    return view.editable.has(id) || (view.shows(id) && (view.all || !isUsual(quantity, typeof raw === 'string' ? raw : undefined)));
  });
  // who signs sees every decision that the figures rest on, the usual ones too
  const toRead = view.change === undefined;
  const shownDecisions = [...policy.decisions.values()]
    .filter(({ id, quantity }) => view.shows(id) && (view.all || toRead || view.editableDecisions.has(id) || !isUsual(quantity, decisions[id])));
  return (
    <>
      <OtherFaults />
      {facts.length + shownDecisions.length > 0 && (
        <Card size="small" title={t('inputsTitle')}>
          <Form layout="vertical" component="div" className="cards">
            {facts.map((fact) => <FactField key={fact.id} fact={fact} />)}
            {shownDecisions.map((decision) => <DecisionField key={decision.id} decision={decision} />)}
          </Form>
        </Card>
      )}
      <SheetOverrides />
      <SheetDecided />
    </>
  );
}
