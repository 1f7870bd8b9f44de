/** Lines of CSV files (RFC 4180) that spreadsheets open as text. */

/** So that Excel reads a file as UTF-8. */
export const byteOrderMark = '\ufeff';

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;
