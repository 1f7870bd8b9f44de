/** The fields of a stay, and the figures that an office has decided; each fault stands at its field. */
import { Card } from 'antd';
import { officeWords } from '../../server/core/policy/offices.ts';
import type { Calculator } from '../../server/core/policy/benefit.ts';
import type { Quantity, Words } from '../../server/core/policy/policy.ts';
import type { Fault } from '../../server/core/refusal.ts';
import { sayAtField } from '../kit/faults.ts';
import { Field, useLimits } from '../kit/field.tsx';
import { useLanguage, useSay, useWords } from '../kit/language.tsx';
import { usualRaw } from '../kit/quantity.ts';
import { asChosen, type Typed } from './stay.ts';
import { words } from './words.ts';

interface StayFormProps {
  calculator: Calculator;
  typed: Typed;
  faults: readonly Fault[];
  change: (next: Typed) => void;
}

interface Asked {
  id: string;
  title: Words;
  quantity: Quantity;
  by?: string | undefined;
}

interface OneProps {
  asked: Asked;
  at: string;
  value: string | undefined;
  faults: readonly Fault[];
  change: (value: string) => void;
}

function One({ asked: { title, quantity, by }, at, value, faults, change }: OneProps) {
  const t = useWords(words);
  const say = useSay();
  const limits = useLimits();
  const { language } = useLanguage();
  const told = faults.filter((fault) => fault.at === at).map((fault) => sayAtField(fault, say(title), language));
  const beside = [limits(quantity), by === undefined ? '' : t('decidedBy', { office: say(officeWords(by)) })].filter((text) => text !== '');
  return (
    <div className="benefit-field">
      <label htmlFor={at}>{say(title)}</label>
      <Field id={at} label={say(title)} quantity={quantity} value={value ?? usualRaw(quantity)} faults={told} change={change} />
      {beside.length > 0 && <div className="quiet benefit-limits">{beside.join(' · ')}</div>}
    </div>
  );
}

export function StayForm({ calculator, typed, faults, change }: StayFormProps) {
  const t = useWords(words);
  const { policy, table, singles } = calculator;
  const { stay, given } = typed;
  const facts = given.facts as Record<string, string>;
  return (
    <div className="stack">
      <Card size="small" title={t('stay')}>
        <p className="page-lead benefit-unprinted">{t('fromExample')}</p>
        <div className="benefit-fields">
          {[...table.columns.values()].map(({ id, title, quantity, by }) => (
            <One key={id} asked={{ id, title, quantity: asChosen(policy, quantity), by }} at={`stay.${id}`} value={stay[id]} faults={faults}
              change={(value) => change({ ...typed, stay: { ...stay, [id]: value } })} />
          ))}
        </div>
      </Card>
      {singles.length > 0 && (
        <Card size="small" title={t('decided')}>
          <p className="page-lead benefit-unprinted">{t('assumed')}</p>
          <div className="benefit-fields">
            {singles.map(({ id, title, quantity, by }) => {
              const decision = policy.decisions.has(id);
              const next = (value: string): Typed => decision
                ? { ...typed, given: { ...given, decisions: { ...given.decisions, [id]: value } } }
                : { ...typed, given: { ...given, facts: { ...facts, [id]: value } } };
              return (
                <One key={id} asked={{ id, title, quantity: asChosen(policy, quantity), by }} at={`${decision ? 'decisions' : 'facts'}.${id}`}
                  value={decision ? given.decisions[id] : facts[id]} faults={faults} change={(value) => change(next(value))} />
              );
            })}
          </div>
        </Card>
      )}
    </div>
  );
}
