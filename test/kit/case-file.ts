/** A file of cases for points by disease, as long as one likes, the same in every run. */

/** Rows of CSV in UTF-8, some thousand at a time: hospitals HA and HB, twelve months of 2026, cost 100.00 to 9,099.00 yuan. */
export function* caseText(rows: number): Generator<string> {
  let text = '医院编码,出院月份,病种编码,病例类型,总费用\r\n';
  for (let row = 0; row < rows; row += 1) {
    text += `${row % 3 === 0 ? 'HA' : 'HB'},2026-${String(1 + (row % 12)).padStart(2, '0')},BZ${row % 700},${row % 50 === 0 ? '费用异常' : '正常'},${100 + (row % 9000)}.00\r\n`;
    if (text.length < 500_000) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** What the cases of such a file cost together, in fen. */
export function caseCost(rows: number): bigint {
  let yuan = 0;
  for (let row = 0; row < rows; row += 1) yuan += 100 + (row % 9000);
  return BigInt(yuan) * 100n;
}
