/** Reading `totals`: which amounts a limit counts, which are outside it, and which exclude each other. */
import { parseExpression, type Expression } from '../feel/expression.ts';
import { suggestion } from '../feel/suggest.ts';
import type { Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import type { Check, Formula, Place, Total, TotalItem, Words } from './policy.ts';
import { idsIn, readPart } from './read-steps.ts';
import { amountsOf, homeOf, rules } from './rules/rules.ts';

const keys = ['limit', 'title', 'why', 'items', 'outside', 'exclusive', 'room', 'each', 'else'] as const;

/** An amount of the steps: its title, and the table whose column it is. */
interface Known {
  title: Words;
  home?: string;
}

/** A formula that the policy did not write itself. */
function made(text: string, place: Place): Formula {
  return { text, place, expression: parseExpression(text).expression as Expression };
}

class TotalReader {
  private readonly draft: Draft;
  private readonly known: ReadonlyMap<string, Known>;

  constructor(draft: Draft) {
    this.draft = draft;
    this.known = new Map(draft.policy.steps.flatMap((step) =>
      amountsOf(step).map(({ id, title }): [string, Known] => [id, { title, home: homeOf(step, id) }])));
  }

  /** The name of an amount; one that has a fault of its own is not reported again, and breaks the total. */
  private item(text: string, place: Place): TotalItem[] {
    const { draft, known } = this;
    if (known.has(text)) return [{ amount: text, place }];
    if (!draft.broken.has(text)) draft.reader.fault('TOTAL_ITEM_UNKNOWN', place, { found: text, suggestion: suggestion(text, known.keys()) });
    return [];
  }

  private outside(node: Node): Total['outside'] {
    const fields = this.draft.reader.fields(node, ['amount', 'why']);
    const amount = fields.text('amount');
    const why = this.draft.why(fields);
    return this.item(amount, fields.place).map((item) => ({ ...item, why }));
  }

  private pair(node: Node): Total['exclusive'] {
    const { reader } = this.draft;
    const list = reader.shape(node, 'list');
    if (!list) return [];
    const [first, second, ...more] = list.items.flatMap((each) => this.item(reader.textOf(each), each.place));
    if (list.items.length !== 2) reader.fault('PAIR_EXPECTED', node.place, { count: String(list.items.length) });
    if (!first || !second || more.length > 0) return [];
    if (this.home(first) === this.home(second)) return [[first, second]];
    reader.fault('EXCLUSIVE_APART', node.place, { first: first.amount, second: second.amount });
    return [];
  }

  private home({ amount }: TotalItem): string | undefined {
    return this.known.get(amount)?.home;
  }

  /** The item as one amount where the total stands. */
  private formula(item: TotalItem, table: string | undefined): Formula {
    const { amount, place } = item;
    const home = this.home(item);
    if (table !== undefined && home !== table) this.draft.reader.fault('TOTAL_ITEM_ELSEWHERE', place, { found: amount, table });
    return made(home === undefined || home === table ? amount : `sum(${home}.${amount})`, place);
  }

  private title({ amount }: TotalItem): Words {
    return (this.known.get(amount) as Known).title;
  }

  private exclusion(total: Total, [first, second]: [TotalItem, TotalItem], otherwise: Check['otherwise']): Check {
    const [a, b] = [this.title(first), this.title(second)];
    const title = { zh: `${a.zh}与${b.zh}不兼得`, en: `${a.en} and ${b.en} exclude each other` };
    return {
      id: `${total.id}_${first.amount}_${second.amount}`, table: this.home(first), otherwise, why: total.why, place: first.place, title, says: title,
      that: made(`${first.amount} = 0 or ${second.amount} = 0`, first.place),
    };
  }

  read(id: string, key: Place, node: Node): void {
    const { policy, reader } = this.draft;
    const before = reader.faults.length;
    reader.name(id, key);
    const fields = reader.fields(node, keys);
    const table = fields.optionalText('each');
    const title = fields.words('title');
    const why = this.draft.why(fields);
    const otherwise = fields.oneOf('else', ['block', 'warn']);
    const base = { id, title, why, place: key, table };
    const step = rules.total.read({
      fields, base, part: (part, known = []) => readPart(this.draft, part, known, base), item: (item, known) => reader.fields(item, known),
    });
    fields.need('items');
    const total: Total = {
      id, title, why, place: key, room: step.id,
      items: fields.texts('items').flatMap(({ text, place }) => this.item(text, place)),
      outside: fields.items('outside').flatMap((each) => this.outside(each)),
      exclusive: fields.items('exclusive').flatMap((each) => this.pair(each)),
    };
    const items = total.items.map((item) => this.formula(item, table));
    if (reader.faults.length > before) return;
    policy.totals.set(id, total);
    policy.steps.push({ ...step, items });
    policy.checks.push({
      id, that: made(`${step.id} >= 0`, key), table, otherwise, why, place: key, title,
      says: { zh: `计入“${title.zh}”的各项合计超过限额。`, en: `What counts in "${title.en}" is above its limit.` },
    }, ...total.exclusive.map((pair) => this.exclusion(total, pair, otherwise)));
  }
}

/** Reads `totals` of a policy into the draft, after its steps. */
export function readTotals(draft: Draft, fields: Fields): void {
  const totals = new TotalReader(draft);
  for (const { name, key, node } of fields.entries('totals')) {
    draft.whole(idsIn(node), () => totals.read(name, key, node));
  }
}
