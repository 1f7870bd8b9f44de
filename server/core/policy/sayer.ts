/** Saying the rules of a policy with the titles of its names. */
import type { Expression } from '../feel/expression.ts';
import { sayExpression } from '../feel/say.ts';
import type { Formula, Policy, Quantity, Words } from './policy.ts';
import type { Sayer } from './rules/rule.ts';
import type { Name, Symbols, Table } from './symbols.ts';

/** Options by their value; an option that two quantities title differently is said as it is written. */
function optionTitles(policy: Policy): Map<string, Words> {
  const titles = new Map<string, Words>();
  const clashing = new Set<string>();
  const note = ({ options = new Map<string, Words>() }: Quantity): void => {
    for (const [value, title] of options) {
      const known = titles.get(value);
      if (known && (known.zh !== title.zh || known.en !== title.en)) clashing.add(value);
      titles.set(value, title);
    }
  };
  for (const { quantity } of [...policy.facts.values(), ...policy.parameters.values(), ...policy.decisions.values()]) note(quantity);
  for (const { columns } of [...policy.tables.values(), ...policy.parameterTables.values()]) for (const { quantity } of columns.values()) note(quantity);
  for (const value of clashing) titles.delete(value);
  return titles;
}

export class PolicySayer implements Sayer {
  private readonly symbols: Symbols;
  private readonly options: Map<string, Words>;
  private readonly own: string | undefined;

  /** `own` is the table of the step that speaks. */
  constructor(policy: Policy, symbols: Symbols, own?: string) {
    this.symbols = symbols;
    this.options = optionTitles(policy);
    this.own = own;
  }

  readonly formula = ({ text, expression }: Formula): Words =>
    text.endsWith('%') && expression.is === 'number' ? { zh: text, en: text } : this.expression(expression);

  readonly expression = (expression: Expression): Words => {
    const say = (language: keyof Words): string => sayExpression(
      expression,
      language,
      (name, column) => (column === undefined ? this.nameTitle(name) : this.columnTitle(name, column))[language],
      (value) => this.options.get(value)?.[language],
    );
    return { zh: say('zh'), en: say('en') };
  };

  readonly title = (name: string, table?: string): Words => (table === undefined ? this.nameTitle(name) : this.columnTitle(table, name));

  private nameTitle(name: string): Words {
    const { symbols, own } = this;
    const found = symbols.find(name, own)?.name ?? symbols.tables.get(name) ?? this.anyColumn(name);
    return (found as Name | Table).title;
  }

  /** `before` is a table, a reference, or a variable whose table only the formula knows. */
  private columnTitle(before: string, column: string): Words {
    const { symbols, own } = this;
    const type = symbols.find(before, own)?.name.type;
    const table = type?.is === 'reference' ? type.table : before;
    const found = symbols.tables.get(table)?.columns.get(column) ?? this.anyColumn(column);
    return (found as Name).title;
  }

  private anyColumn(column: string): Name | undefined {
    return [...this.symbols.tables.values()].map(({ columns }) => columns.get(column)).find((name) => name !== undefined);
  }
}
