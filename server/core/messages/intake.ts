/** What is refused of files that are handed in, and of their rows. */
export const intakeMessages = {
  FILE_EMPTY: { zh: '文件是空的；请上传有内容的 xlsx、xls 或 CSV 文件。', en: 'The file is empty; an xlsx, xls or CSV file with rows is expected.' },
  FILE_TOO_LARGE: { zh: '文件超过 {allowed} MB；请分成几个文件上传。', en: 'The file is larger than {allowed} MB; hand it in as several files.' },
  FILE_NAME_MISSING: { zh: '{at} 要写明文件名，最多 {allowed} 个字。', en: '{at} must hold the name of the file, in at most {allowed} characters.' },
  FILE_UNREADABLE: {
    zh: '文件不能作为 {kind} 读取（可能已损坏或加了密码）；请另存为 xlsx 或 CSV 后再上传。',
    en: 'The file cannot be read as {kind} (it may be broken or locked by a password); save it as xlsx or CSV and hand it in again.',
  },
  FILE_ENCODING: {
    zh: '文件不是 {found} 编码（第 {place} 个字节附近）；请改选另一种编码，或另存为 UTF-8 的 CSV。',
    en: 'The file is not in {found} (near byte {place}); choose the other encoding, or save it as CSV in UTF-8.',
  },
  FILE_QUOTES: {
    zh: 'CSV 第 {line} 行的引号没有成对；请检查分隔符是否选对，或改正引号。',
    en: 'The quotes of line {line} of the CSV do not match; check the delimiter, or mend the quotes.',
  },
  SHEET_MISSING: { zh: '没有工作表“{found}”；文件里有：{allowed}。', en: 'There is no sheet "{found}"; the file has: {allowed}.' },
  HEADER_MISSING: { zh: '第 {row} 行没有列名；请指定列名所在的行。', en: 'Row {row} has no column names; say in which row they are.' },
  HEADER_TWICE: { zh: '列名“{found}”出现了两次；请在文件里改成不同的列名。', en: 'The column name "{found}" appears twice; give the columns different names in the file.' },
  HEADER_UNKNOWN: { zh: '文件没有列“{found}”；它的列名是：{allowed}。', en: 'The file has no column "{found}"; its columns are: {allowed}.' },
  HEADER_UNIT: {
    zh: '列“{found}”以{unit}为单位，所选单位是{chosen}；请改选单位，或在文件里统一单位、改正列名。',
    en: 'The column "{found}" is in {unit}, the unit chosen is {chosen}; choose the other one, or use one unit in the file.',
  },
  IMPORT_COLUMN_UNKNOWN: { zh: '这类数据没有“{found}”这一项；可对应的是：{allowed}。', en: 'These rows have no "{found}"; what can be mapped is: {allowed}.' },
  COLUMN_UNMAPPED: { zh: '还没有指定哪一列是“{column}”。', en: 'No column was named for "{column}".' },
  COLUMN_SHARED: { zh: '列“{found}”不能同时作为{columns}。', en: 'The column "{found}" cannot stand for {columns} at once.' },
  ROWS_TOO_MANY: { zh: '文件超过 {allowed} 行；请分成几个文件上传。', en: 'The file has more than {allowed} rows; hand it in as several files.' },
  ROWS_NONE: { zh: '列名之下没有数据行。', en: 'There are no rows below the column names.' },
  CELL_EMPTY: { zh: '{at} 未填写。', en: '{at} is empty.' },
  CELL_NUMBER_CUT: {
    zh: '{at} 为“{found}”：长号码被表格软件改成了数字，后面的位数已经丢失；请把该列设为文本格式，重新填写完整号码。',
    en: '{at} is "{found}": the spreadsheet made a number of a long code and its last digits are lost; format the column as text and enter the whole code again.',
  },
  CELL_MONTH: {
    zh: '{at} 为“{found}”，读不出年月；请写成 2026-03、2026年3月 或 202603。',
    en: '{at} is "{found}", which is no month; write 2026-03, 2026/3 or 202603.',
  },
  CELL_UNIT: {
    zh: '{at} 为“{found}”，以{unit}为单位；所选单位是{chosen}，请改选单位或改正此格。',
    en: '{at} is "{found}", in {unit}; the unit chosen is {chosen}: choose the other one, or mend the cell.',
  },
  CELL_WAN_DECIMALS: {
    zh: '{at} 为“{found}”万元，有 {decimals} 位小数；最多六位（到分）。',
    en: '{at} is "{found}" times 10,000 yuan, with {decimals} decimals; at most six are allowed (fen).',
  },
  CELL_UNKNOWN: { zh: '{at} 为“{found}”，没有登记这一{what}；请填写登记的编码或名称，例如 {example}。', en: '{at} is "{found}", which is no registered {what}; write a registered code or name, such as {example}.' },
  CELL_AMBIGUOUS: { zh: '{at} 为“{found}”，有多个{what}叫这个名称；请填写编码：{allowed}。', en: '{at} is "{found}", the name of more than one {what}; write the code: {allowed}.' },
  CELL_TOO_LONG: { zh: '{at} 有 {found} 个字；最多 {allowed} 个。', en: '{at} has {found} characters; at most {allowed} are allowed.' },
  IMPORT_ROW_TWICE: { zh: '第 {row} 行与第 {first} 行是同一项（{what}）；只保留一行。', en: 'Row {row} is the same as row {first} ({what}); keep one of them.' },
  INSTITUTION_NOT_MEMBER: { zh: '{at} 为“{found}”，它在 {month} 不属于任何医共体，支出无处计入。', en: '{at} is "{found}", which belongs to no consortium in {month}, so that its spending has no package.' },
  SPENDING_SUM_DIFFERS: {
    zh: '{consortium} {month}：报销费用登记为 {claims}，各机构合计为 {sum}，相差 {difference}；请改正其中之一，或选择以机构合计为准。',
    en: '{consortium} {month}: claims are recorded as {claims}, its institutions add up to {sum}, a difference of {difference}; mend one of them, or let the consortium follow the sum.',
  },
  IMPORT_STATE: { zh: '这次导入的状态是{found}，不能{what}。', en: 'The import is {found}; it cannot be {what}.' },
  IMPORT_FAULTS: { zh: '还有 {count} 处错误，改正文件后重新上传；没有任何数据被写入。', en: '{count} faults remain; mend the file and hand it in again. Nothing was written.' },
  IMPORT_CHANGED: { zh: '检查之后，登记的数据有了变化；请重新检查。', en: 'What is recorded has changed since the check; check again.' },
  IMPORT_NOTHING_NEW: { zh: '文件中的数据都已登记，没有变化；没有任何数据被写入。', en: 'All that the file says is recorded already: nothing changes, and nothing was written.' },
} as const;
