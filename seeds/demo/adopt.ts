/** How a county takes over another locality's pay policy: its own name, place and list of units. */
import { isMap, isSeq, parseDocument, YAMLSeq } from 'yaml';
import type { PlannedPlace } from './plan.ts';

const isExampleOfPrimaryCare = (example: unknown, listed: ReadonlySet<unknown>): boolean =>
  isMap(example) && listed.has(example.getIn(['facts', 'listed_unit'])) && !example.hasIn(['gives', 'primary_care_units']);

/**
 * The text of a performance-pay policy with the place's hospitals as its list of units.
 * Examples that speak of the former list are left out; the others are told of the first hospital.
 */
export function adoptedPay(text: string, place: PlannedPlace, as: { id: string; zh: string; en: string }): string {
  const document = parseDocument(text, { schema: 'failsafe' });
  const former = document.getIn(['parameters', 'units', 'rows']);
  const examples = document.get('examples');
  if (!isSeq(former) || !isSeq(examples)) throw new Error('a pay policy has a list of units and examples');
  const listed = new Set(former.items.filter((row) => isMap(row) && row.get('unit_class') === 'primary_care').map((row) => isMap(row) && row.get('unit_name')));
  const units = place.institutions.filter(({ pay }) => pay !== null).map(({ name }) => ({ unit_name: name, unit_class: 'primary_care' }));
  document.set('policy', as.id);
  document.set('title', document.createNode({ zh: as.zh, en: as.en }, { flow: true }));
  document.set('place', document.createNode({ code: String(place.region.code), zh: place.region.name, en: place.region.nameEn }, { flow: true }));
  document.setIn(['parameters', 'units', 'rows'], new YAMLSeq());
  for (const unit of units) document.addIn(['parameters', 'units', 'rows'], document.createNode(unit, { flow: true }));
  examples.items = examples.items.filter((example) => isExampleOfPrimaryCare(example, listed));
  for (const example of examples.items) if (isMap(example)) example.setIn(['facts', 'listed_unit'], units[0]!.unit_name);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}
