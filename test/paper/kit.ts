/** Reads printed papers back: the text of each page, line by line, as a reader of the PDF sees it. */
import { getDocumentProxy } from 'unpdf';

interface Item {
  str: string;
  transform: number[];
}

/** The pages of a PDF, each as lines from top to bottom; texts on one line are parted by tabs. */
export async function linesOfPdf(file: Uint8Array): Promise<string[][]> {
  const pdf = await getDocumentProxy(new Uint8Array(file));
  const pages: string[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const texts = (items as unknown as Item[]).filter(({ str }) => str.trim() !== '').map(({ str, transform }) => ({ str, x: transform[4] as number, y: transform[5] as number }));
    const lines = Map.groupBy(texts, ({ y }) => String(Math.trunc(y * 2)));
    pages.push([...lines.values()].map((line) => line.sort((a, b) => a.x - b.x).map(({ str }) => str).join('\t')));
  }
  return pages;
}

/** The figures of a text such as `1,234.56` or `12.30*`, as whole hundredths. */
export function figuresIn(line: string): bigint[] {
  return [...line.matchAll(/(?<![\d.])-?\d{1,3}(?:,\d{3})*\.\d{2}(?!\d)/g)].map(([figure]) => BigInt(figure.replace(/[,.]/g, '')));
}
