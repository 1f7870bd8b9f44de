/** Cash of institutions: what they must pay besides wages, and what they had when a year began. */
import type { Ref } from '@mikro-orm/core';
import { Property } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Instant, Money, Month, OneOf, Regional, Text, Whole, closedList } from './field.ts';
import { Institution } from './organisation.ts';
import { RegionalRow } from './regional.ts';

export const ObligationKind = closedList('ObligationKind', { MEDICINES: 'MEDICINES', SUPPLIES: 'SUPPLIES', OTHER: 'OTHER' } as const);
export type ObligationKind = keyof typeof ObligationKind;

/** What an institution must pay in a month besides wages (应付款): medicines, supplies, and other kinds by name. */
@Regional('obligation', { description: 'What an institution must pay in a month besides wages (应付款).' })
export class Obligation extends RegionalRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Month({ api: true })
  month!: string;

  @OneOf(() => ObligationKind, { api: true })
  kind!: ObligationKind;

  @Text({ api: true, description: 'What another kind is called; empty for medicines and supplies.' })
  name!: string;

  @Money({ api: true })
  amount!: bigint;

  @Property({ type: 'uuid' })
  recordedById!: string;

  @Instant({ api: true })
  recordedAt!: Date;

  /** The record that this one replaces; facts are added, never changed. */
  @Property({ type: 'uuid', nullable: true })
  replacesId: string | null = null;

  /** The import that it was read by, with the sheet and row of the file; null for what was typed or came by the API. */
  @Property({ type: 'uuid', nullable: true })
  importId: string | null = null;

  @Text({ nullable: true })
  sourceSheet: string | null = null;

  @Whole({ nullable: true })
  sourceRow: number | null = null;

  /** When it was recorded, and when another record took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}

/** What an institution had at hand when a year began (期初余额). */
@Regional('opening_balance', { description: 'What an institution had at hand when a year began (期初余额).' })
export class OpeningBalance extends RegionalRow {
  @BelongsTo(() => Institution, 'institution_id')
  institution!: Ref<Institution>;

  @Whole({ api: true })
  year!: number;

  @Money({ api: true })
  amount!: bigint;

  @Property({ type: 'uuid' })
  recordedById!: string;

  @Instant({ api: true })
  recordedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  replacesId: string | null = null;

  /** When it was recorded, and when another record took its place; null while it stands. */
  @Instant({ api: true })
  knownFrom!: Date;

  @Instant({ api: true, nullable: true })
  knownUntil: Date | null = null;
}
