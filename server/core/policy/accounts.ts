/** The ledger accounts of a policy by class: what each is called, and what it holds for whose it is. */
import type { Fields } from './fields.ts';
import type { Draft } from './draft.ts';
import type { Place, Words } from './policy.ts';

/** What the account of a consortium or institution holds: `cash`, money that has reached it; `owed`, money kept for it that has not. */
export const holdings = ['cash', 'owed'] as const;
export type Holding = (typeof holdings)[number];

export type Accounts = Map<string, { title: Words; holds?: Holding; place: Place }>;

/** Reads `accounts` (class → title and what it holds) of a policy into the draft. */
export function readAccounts({ reader, policy }: Draft, fields: Fields): void {
  for (const { name, key, node } of fields.entries('accounts')) {
    const account = reader.fields(node, ['zh', 'en', 'holds']);
    const holds = account.optional('holds', () => account.oneOf('holds', holdings));
    policy.accounts.set(name, { title: { zh: account.text('zh'), en: account.text('en') }, ...(holds && { holds }), place: key });
  }
}
