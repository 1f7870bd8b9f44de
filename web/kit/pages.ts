/** Long tables in pages. A table that draws only the rows in view may scroll sideways without its header, and a figure then stands under another title. */
const rowsOfPage = 30;

/** The `pagination` of a table with so many rows. */
export function pagesFor(rows: number): false | { pageSize: number; showSizeChanger: false } {
  return rows > rowsOfPage && { pageSize: rowsOfPage, showSizeChanger: false };
}
