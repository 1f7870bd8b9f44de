/** `published` of a stage: how long a distribution is shown before it is paid, to whom, what of it, and who may object to what. */
import type { Words } from '../refusal.ts';
import type { Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import { officeWords } from './offices.ts';
import type { Office, StageId } from './stages.ts';

/** How a distribution is published (公示). */
export interface Published {
  /** After the day on which it is published; null where whoever publishes it names the last day. */
  workingDays: number | null;
  names: 'full' | 'surname';
  /** Staff numbers. */
  numbers: 'shown' | 'hidden';
  amounts: 'items' | 'total';
  openTo: 'institution' | 'everybody';
  /** Whose line a member of staff may object to: their own, or any that is shown. */
  objections: 'own' | 'any';
  /** The office that rules on objections. */
  ruledBy: Office;
}

/** What the stage is, beside its key. */
export interface PublishedStage {
  id: StageId;
  pays: boolean;
  signedBy: readonly Office[];
  offices: readonly [Office, ...Office[]];
}

const daysMost = 60;

function readDays({ reader }: Draft, fields: Fields): number {
  const written = fields.text('working_days');
  const days = /^[1-9]\d?$/.test(written) ? Number(written) : 0;
  if (days < 1 || days > daysMost) reader.fault('WORKING_DAYS_NOT_VALID', fields.place, { found: written });
  return days;
}

function readMap(draft: Draft, node: Node, { id, pays, signedBy: [first], offices }: PublishedStage): Published {
  if (!pays) draft.reader.fault('PUBLISHED_WITHOUT_PAY', node.place, { stage: id });
  const fields = draft.reader.fields(node, ['working_days', 'names', 'numbers', 'amounts', 'open_to', 'objections', 'ruled_by']);
  return {
    workingDays: readDays(draft, fields),
    names: fields.oneOf('names', ['surname', 'full'], 'surname'),
    numbers: fields.oneOf('numbers', ['hidden', 'shown'], 'hidden'),
    amounts: fields.oneOf('amounts', ['items', 'total'], 'items'),
    openTo: fields.oneOf('open_to', ['institution', 'everybody'], 'institution'),
    objections: fields.oneOf('objections', ['own', 'any'], 'own'),
    ruledBy: fields.oneOf('ruled_by', offices, first ?? offices[0]),
  };
}

/** Reads `published`: true, false, or a map; false when it is left out. */
export function readPublished(draft: Draft, fields: Fields, stage: PublishedStage): false | Published {
  const node = fields.find('published');
  if (node?.is === 'map') return readMap(draft, node, stage);
  const yes = fields.oneOf('published', ['true', 'false'], 'false') === 'true';
  const ruledBy = stage.signedBy[0] ?? stage.offices[0];
  return yes && { workingDays: null, names: 'surname', numbers: 'hidden', amounts: 'items', openTo: 'institution', objections: 'own', ruledBy };
}

export function sayPublished({ workingDays, openTo, ruledBy }: Published): Words {
  const office = officeWords(ruledBy);
  const zh = workingDays === null ? '公示后发放' : `${openTo === 'everybody' ? '向社会公示' : '在本单位公示'} ${workingDays} 个工作日后发放`;
  const en = workingDays === null ? 'paid after publication' : `published ${openTo === 'everybody' ? 'to everybody' : 'in the institution'} for ${workingDays} working days before it is paid`;
  return { zh: `${zh}，异议由${office.zh}复核`, en: `${en}; objections are ruled on by the ${office.en.toLowerCase()}` };
}
