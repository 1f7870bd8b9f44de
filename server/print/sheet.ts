/** Pages of A4, upright or on their side, that are written from top to bottom. Lengths are points (1/72 inch). */
import Pdf from 'pdfkit';
import { fonts, printable, type Weight } from './fonts.ts';

export interface Page {
  left: number;
  right: number;
  top: number;
  /** Below it only the foot is written. */
  bottom: number;
  width: number;
}

/** Upright. */
export const page: Page = { left: 50, right: 545, top: 48, bottom: 758, width: 495 };
/** On its side. */
export const widePage: Page = { left: 40, right: 802, top: 40, bottom: 540, width: 762 };

interface Written {
  size?: number;
  weight?: Weight;
  align?: 'left' | 'center' | 'right';
  colour?: string;
}

export interface About {
  title: string;
  /** What the file says about when it was made; the same content has the same bytes. */
  made: Date;
  language: string;
  /** Upright when left out. */
  wide?: boolean;
}

export class Sheet {
  readonly pdf: PDFKit.PDFDocument;
  readonly page: Page;
  y: number;
  private readonly bytes: Promise<Buffer>;

  constructor({ title, made, language, wide = false }: About) {
    this.page = wide ? widePage : page;
    this.y = this.page.top;
    this.pdf = new Pdf({ size: 'A4', layout: wide ? 'landscape' : 'portrait', margin: 0, bufferPages: true, lang: language, displayTitle: true, info: { Title: title, Creator: 'Fenpei', Producer: 'Fenpei', CreationDate: made, ModDate: made } });
    const { files } = fonts();
    this.pdf.registerFont('plain', files.plain).registerFont('strong', files.strong);
    const parts: Buffer[] = [];
    this.bytes = new Promise((resolve, reject) => {
      this.pdf.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts))).on('error', reject);
    });
  }

  private set({ size = 9.5, weight = 'plain', colour = '#111' }: Written): PDFKit.PDFDocument {
    return this.pdf.font(weight).fontSize(size).fillColor(colour);
  }

  /** How high a text is when it is written so wide. */
  heightOf(text: string, width: number, written: Written = {}): number {
    return this.set(written).heightOfString(printable(text), { width });
  }

  /** Writes a text at a place, broken into lines within the width; the cursor stays. */
  write(text: string, x: number, y: number, width: number, written: Written = {}): void {
    this.set(written).text(printable(text), x, y, { width, align: written.align ?? 'left' });
  }

  /** Writes a paragraph over the whole width and goes below it. */
  paragraph(text: string, written: Written = {}, gap = 4): void {
    const height = this.heightOf(text, this.page.width, written);
    this.need(height);
    this.write(text, this.page.left, this.y, this.page.width, written);
    this.y += height + gap;
  }

  line(y: number, from = this.page.left, to = this.page.right, width = 0.5): void {
    this.pdf.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor('#444').stroke();
  }

  box(x: number, y: number, width: number, height: number): void {
    this.pdf.rect(x, y, width, height).lineWidth(0.5).strokeColor('#444').stroke();
  }

  fits(height: number): boolean {
    return this.y + height <= this.page.bottom;
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = this.page.top;
  }

  /** Goes to a new page where what follows would not fit on this one. */
  need(height: number): void {
    if (!this.fits(height)) this.newPage();
  }

  /** Writes the foot of every page and gives the file. */
  finish(foot: (number: number, pages: number) => void): Promise<Buffer> {
    const { count } = this.pdf.bufferedPageRange();
    for (let index = 0; index < count; index += 1) {
      this.pdf.switchToPage(index);
      foot(index + 1, count);
    }
    this.pdf.end();
    return this.bytes;
  }
}
