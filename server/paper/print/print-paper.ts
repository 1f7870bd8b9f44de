/** Prints a paper as a PDF file. The same content gives the same bytes. */
import { encode } from 'uqr';
import { moneyInCapitals } from '../../core/capitals.ts';
import { inUnit, unitText } from '../../core/in-unit.ts';
import { groupMoney, parseMoney } from '../../core/money.ts';
import type { Words } from '../../core/refusal.ts';
import type { PaperContent, SignaturePlace } from '../content.ts';
import { printed } from '../labels.ts';
import { page, Sheet } from '../../print/sheet.ts';
import { printTable } from '../../print/table.ts';

type Language = keyof Words;

const fill = (text: string, values: Record<string, string>): string => text.replace(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot);
const chineseTime = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

function personOf({ by, onBehalfOf }: { by: string; onBehalfOf: string | null }, language: Language): string {
  return onBehalfOf === null ? by : fill(printed.inPlaceOf[language], { name: by, lender: onBehalfOf });
}

function head(sheet: Sheet, { place, title, number, issuedOn, unit }: PaperContent, language: Language): void {
  const between = language === 'en' ? ' · ' : '';
  sheet.paragraph(`${place[language]}${between}${title[language]}`, { size: 17, weight: 'strong', align: 'center' }, 6);
  if (printed.edition[language]) sheet.paragraph(printed.edition[language], { size: 8, align: 'center', colour: '#555' });
  sheet.paragraph(number ?? printed.draft[language], { size: 11, align: 'center', colour: number === null ? '#b00' : '#111' }, 8);
  const { y } = sheet;
  sheet.write(printed[`unit${unit}`][language], page.left, y, page.width);
  sheet.paragraph(fill(printed.issuedOn[language], { day: issuedOn }), { align: 'right' });
  sheet.line(sheet.y);
  sheet.y += 6;
}

/** Labels and values, two beside each other. */
function fields(sheet: Sheet, content: PaperContent, language: Language): void {
  const width = page.width / 2;
  const label = language === 'zh' ? 58 : 66;
  for (let index = 0; index < content.fields.length; index += 2) {
    const pair = content.fields.slice(index, index + 2);
    const height = Math.max(...pair.map(({ value }) => sheet.heightOf(value[language], width - label - 8)));
    sheet.need(height + 4);
    for (const [side, { label: name, value }] of pair.entries()) {
      const x = page.left + side * width;
      sheet.write(name[language], x, sheet.y, label, { colour: '#555' });
      sheet.write(value[language], x + label, sheet.y, width - label - 8);
    }
    sheet.y += height + 4;
  }
}

function amount(sheet: Sheet, { total, unit }: PaperContent, language: Language): void {
  const fen = parseMoney(total, 'total');
  const exact = fill(printed.yuan[language], { amount: groupMoney(fen) });
  const shown = unit === 'WAN' ? `${fill(printed.wan[language], { amount: unitText(inUnit([fen], unit).total) })} · ${exact}` : exact;
  sheet.y += 4;
  sheet.paragraph(`${printed.total[language]} ${shown}`, { size: 11, weight: 'strong' });
  sheet.paragraph(`${printed.capitals[language]} ${moneyInCapitals(fen)}`, { size: 11, weight: 'strong' }, 10);
}

function clauses(sheet: Sheet, content: PaperContent, language: Language): void {
  if (content.clauses.length === 0) return;
  sheet.paragraph(printed.clauses[language], { weight: 'strong', size: 10.5 });
  for (const [index, { document, clause }] of content.clauses.entries()) {
    sheet.paragraph(fill(printed.clause[language], { index: String(index + 1), document: document[language], clause }), { size: 8.5 }, 2);
  }
  sheet.y += 6;
}

/** Notes longer than this are cut, and say so: the whole stands in the system. */
const noteMost = 300;
const sealRoom = 46;

function noteOf({ note }: SignaturePlace, language: Language): string {
  const characters = [...note];
  const shown = characters.length > noteMost ? characters.slice(0, noteMost).join('') + printed.cut[language] : note;
  return `${printed.agreed[language]}${shown === '' ? '' : ` · ${shown}`}`;
}

const noteText = { size: 8.5 };

function sealPlace(sheet: Sheet, signature: SignaturePlace, box: { x: number; width: number; height: number }, language: Language): void {
  const { office, at, ...person } = signature;
  const { x, width, height } = box;
  sheet.box(x, sheet.y, width, height);
  sheet.write(office[language], x + 6, sheet.y + 5, width - 12, { weight: 'strong' });
  sheet.write(noteOf(signature, language), x + 6, sheet.y + 20, width - 12, noteText);
  sheet.write(printed.seal[language], x + 6, sheet.y + height - 17 - sealRoom / 2 - 6, width - 12, { size: 8.5, align: 'center', colour: '#767676' });
  const signed = fill(printed.signer[language], { name: personOf(person, language) });
  sheet.write(`${signed} · ${chineseTime.format(new Date(at))}`, x + 6, sheet.y + height - 17, width - 12, { size: 8 });
}

/** A place for each office that signed: what it said, who, when, and room for its seal. */
function signatures(sheet: Sheet, content: PaperContent, language: Language): void {
  const width = page.width / 2;
  const pairs = Array.from({ length: Math.ceil(content.signatures.length / 2) }, (_, index) => content.signatures.slice(index * 2, index * 2 + 2));
  const heights = pairs.map((pair) => Math.max(...pair.map((signature) => sheet.heightOf(noteOf(signature, language), width - 12, noteText))) + 37 + sealRoom);
  sheet.need((heights[0] ?? 0) + 40);
  sheet.paragraph(printed.signatures[language], { weight: 'strong', size: 10.5 });
  sheet.paragraph(`${printed.preparedBy[language]} ${personOf(content.prepared, language)} · ${chineseTime.format(new Date(content.prepared.at))}`, noteText);
  for (const [index, pair] of pairs.entries()) {
    const height = heights[index] as number;
    sheet.need(height);
    for (const [side, signature] of pair.entries()) sealPlace(sheet, signature, { x: page.left + side * width, width, height }, language);
    sheet.y += height;
  }
}

const codeSize = 50;

function code(sheet: Sheet, text: string): void {
  const { data, size } = encode(text, { ecc: 'L', border: 0 });
  const dot = codeSize / size;
  for (const [row, cells] of data.entries()) {
    for (const [column, dark] of cells.entries()) if (dark) sheet.pdf.rect(page.right - codeSize + column * dot, 772 + row * dot, dot, dot);
  }
  sheet.pdf.fillColor('#000').fill();
}

/** By which paper and system are matched, on every page. */
function foot(sheet: Sheet, content: PaperContent, language: Language) {
  return (number: number, pages: number): void => {
    const small = { size: 7.5, colour: '#444' };
    sheet.line(768, page.left, page.right - codeSize - 8);
    sheet.write(`${content.number ?? printed.draft[language]} · ${fill(printed.page[language], { page: String(number), pages: String(pages) })}`, page.left, 773, 430, small);
    sheet.write(fill(printed.run[language], { id: content.run.id }), page.left, 786, 430, small);
    sheet.write(fill(printed.hash[language], { hash: content.run.hash }), page.left, 799, 430, small);
    code(sheet, `${content.run.id} ${content.run.hash}`);
  };
}

export function printPaper(content: PaperContent, language: Language): Promise<Buffer> {
  const sheet = new Sheet({ title: `${content.title[language]} ${content.number ?? ''}`.trim(), made: new Date(`${content.issuedOn}T00:00:00Z`), language: language === 'zh' ? 'zh-CN' : 'en' });
  head(sheet, content, language);
  fields(sheet, content, language);
  amount(sheet, content, language);
  for (const table of content.tables) printTable(sheet, table, content.unit, language);
  if (content.unit === 'WAN') sheet.paragraph(printed.rounding[language], { size: 8, colour: '#555' }, 8);
  clauses(sheet, content, language);
  signatures(sheet, content, language);
  return sheet.finish(foot(sheet, content, language));
}
