/** What is refused of facts that are made of cases, and of the cases themselves. */
export const pointsMessages = {
  CASES_GROUPS_UNKNOWN: { zh: 'groups 要写一张参数表（病种目录）；没有“{found}”{suggestion}。', en: '`groups` names a table of the parameters (the disease groups); there is no "{found}"{suggestion}.' },
  CASES_COLUMN_OPEN: {
    zh: '{table}由病例归并而成，{title}也要写明来源：from: { by: … } 或 from: { sum: … }。',
    en: '{table} is made of cases, and so is {title}: write from: { by: … } or from: { sum: … }.',
  },
  CASES_COLUMN_ALONE: {
    zh: '{title}不能这样取自病例：由病例归并的表，列写 by 或 sum，期间写在表上；以医院为键的表，列写 cases 和 sum；单个的数不能取自病例。',
    en: '{title} cannot be made of cases so: in a table made of cases a column says `by` or `sum` and the table says of which period; in a table of hospitals a column says `cases` and `sum`; a single value is never made of cases.',
  },
  CASES_FIGURE_UNKNOWN: { zh: '病例没有“{found}”{suggestion}；可用：{allowed}。', en: 'Cases have no "{found}"{suggestion}; there are: {allowed}.' },
  CASES_OTHERWISE: { zh: '{title}的类型与病例的这一项不符；应为{wanted}。', en: '{title} has not the type of what is said of the cases; it should be {wanted}.' },
  CASES_LIMIT_UNKNOWN: { zh: 'at_most 要写一个以年（year）计的参数；没有“{found}”{suggestion}。', en: '`at_most` names a parameter in years (unit year); there is no "{found}"{suggestion}.' },
  CASE_GROUP_UNKNOWN: {
    zh: '{place}：病种为“{found}”，不在《{policy}》的{groups}里{suggestion}；请改正病例后重新导入，或先修订目录。',
    en: '{place}: the disease group is "{found}", which is not in {groups} of {policy}{suggestion}; mend the case and load it again, or revise the table first.',
  },
  CASE_FIELD_MISSING: {
    zh: '{place}：没有{field}，《{policy}》要用它；请补齐后重新导入。',
    en: '{place}: no {field}, which {policy} needs; fill it in and load the file again.',
  },
  CASES_MORE: { zh: '这样的病例共有 {count} 例，以上是前 {told} 例。', en: 'There are {count} such cases; these are the first {told}.' },
  CASE_TWICE: {
    zh: '{what} 已经导入过：{first}；本文件第 {row} 行又有同一病例。请删去其中一处后重新导入。',
    en: '{what} is recorded already: {first}; row {row} of this file has the same case. Leave one of them out and hand the file in again.',
  },
  CASE_MONTH_OUTSIDE: {
    zh: '{at} 为“{found}”，不在按病种分值付费的适用期内（{allowed}）；请改正月份。',
    en: '{at} is "{found}", which lies outside the time for which points by disease are paid ({allowed}); mend the month.',
  },
  CASE_GROUP_NOT_LISTED: {
    zh: '{at} 为“{found}”，不在《{policy}》的{groups}里{suggestion}；请填写目录中的编码，例如 {example}。',
    en: '{at} is "{found}", which is not in {groups} of {policy}{suggestion}; write a code of it, such as {example}.',
  },
  CASE_AGE: { zh: '{at} 为“{found}”，不是年龄；请填写 0 至 150 的整数。', en: '{at} is "{found}", which is no age; write a whole number from 0 to 150.' },
  CASE_DISCHARGED: { zh: '{at} 为“{found}”，不是日期；请写成 2026-03-15。', en: '{at} is "{found}", which is no day; write 2026-03-15.' },
  CASE_DISCHARGED_LATER: { zh: '{at} 为“{found}”，晚于结算月份 {month}；请改正出院日期或月份。', en: '{at} is "{found}", which is after the month of settlement, {month}; mend the day or the month.' },
} as const;
