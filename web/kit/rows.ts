/** What the registry and last year know about the rows of a sheet. */

/** Names by business code, the key of the rows of a sheet. */
export function namesByCode(things: ReadonlyArray<{ code: string; name: string }>): Map<string, string> {
  return new Map(things.map(({ code, name }) => [code, name]));
}

/** Amounts of a run by `step` or `step/row`. */
export function lastYear(amounts: ReadonlyArray<{ step: string; row: string | null; value: string }> = []): Map<string, string> {
  return new Map(amounts.map(({ step, row, value }) => [row === null ? step : `${step}/${row}`, value]));
}
