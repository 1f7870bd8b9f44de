/** A table that goes over pages: its head on each, the sums of each page, and the sums of all. */
import { inUnit, unitText, type Shown, type Unit } from '../core/in-unit.ts';
import { parseMoney } from '../core/money.ts';
import type { Words } from '../core/refusal.ts';
import type { Sheet } from './sheet.ts';

type Language = keyof Words;

export interface Column {
  title: Words;
  /** Money columns are added up, by page and in the end. */
  money: boolean;
  /** Its share of the width. */
  width: number;
}

export interface Table {
  title: Words;
  columns: Column[];
  /** A text in both languages, or an amount in yuan as `1234.56`. */
  rows: Array<Array<Words | string>>;
}

const sumTitles = { page: { zh: '本页小计', en: 'This page' }, all: { zh: '合计', en: 'Total' } } satisfies Record<string, Words>;

interface Box {
  column: Column;
  x: number;
  width: number;
  /** Of a money column: its rows as shown, and their sum. */
  shown: Shown[];
  total: bigint;
}

const pad = 4;
const rowText = { size: 8.5 } as const;
const strongText = { size: 8.5, weight: 'strong' } as const;

function boxesOf({ page }: Sheet, { columns, rows }: Table, unit: Unit): Box[] {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  let x = page.left;
  return columns.map((column, index) => {
    const width = (page.width * column.width) / whole;
    const money = column.money ? inUnit(rows.map((row) => parseMoney(row[index] as string, 'amount')), unit) : { parts: [], total: 0n };
    const box = { column, x, width, shown: money.parts, total: money.total };
    x += width;
    return box;
  });
}

class Printing {
  private readonly sheet: Sheet;
  private readonly table: Table;
  private readonly language: Language;
  private readonly boxes: Box[];
  private from = 0;

  constructor(sheet: Sheet, table: Table, unit: Unit, language: Language) {
    this.sheet = sheet;
    this.table = table;
    this.language = language;
    this.boxes = boxesOf(sheet, table, unit);
  }

  private line(texts: readonly string[], written: { size: number; weight?: 'strong' }): void {
    const { sheet, boxes } = this;
    const height = this.heightOf(texts, written);
    for (const [index, { column, x, width }] of boxes.entries()) {
      sheet.box(x, sheet.y, width, height);
      sheet.write(texts[index] as string, x + pad, sheet.y + 3, width - 2 * pad, { ...written, align: column.money ? 'right' : 'left' });
    }
    sheet.y += height;
  }

  private heightOf(texts: readonly string[], written: { size: number; weight?: 'strong' }): number {
    return Math.max(...this.boxes.map(({ width }, index) => this.sheet.heightOf(texts[index] as string, width - 2 * pad, written))) + 7;
  }

  private textsOf(row: number): string[] {
    return this.boxes.map(({ column, shown }, index) => {
      if (!column.money) return ((this.table.rows[row] as Table['rows'][number])[index] as Words)[this.language];
      const { hundredths, moved } = shown[row] as Shown;
      return unitText(hundredths) + (moved ? '*' : '');
    });
  }

  private sums(title: string, of: (box: Box) => bigint): void {
    this.line(this.boxes.map((box, index) => (box.column.money ? unitText(of(box)) : index === 0 ? title : '')), strongText);
  }

  /** What stands on this page, from the row after the last page on. */
  private pageTotal(until: number): void {
    this.sums(sumTitles.page[this.language], ({ shown }) => shown.slice(this.from, until).reduce((sum, { hundredths }) => sum + hundredths, 0n));
    this.from = until;
  }

  print(): void {
    const { sheet, table: { title, rows, columns }, language } = this;
    const head = columns.map((column) => column.title[language]);
    const sumHeight = 20;
    sheet.need(70 + sumHeight);
    sheet.paragraph(title[language], { weight: 'strong', size: 10.5 });
    this.line(head, strongText);
    for (const row of rows.keys()) {
      const texts = this.textsOf(row);
      if (!sheet.fits(this.heightOf(texts, rowText) + 2 * sumHeight)) {
        this.pageTotal(row);
        sheet.newPage();
        this.line(head, strongText);
      }
      this.line(texts, rowText);
    }
    if (this.from > 0) this.pageTotal(rows.length);
    this.sums(sumTitles.all[language], ({ total }) => total);
    sheet.y += 10;
  }
}

/** Prints a table in a unit. Figures on a page add up to the sum of the page, those to the sum of all. */
export function printTable(sheet: Sheet, table: Table, unit: Unit, language: Language): void {
  new Printing(sheet, table, unit, language).print();
}
