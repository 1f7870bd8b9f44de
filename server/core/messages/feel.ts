/** What is refused in a formula: in its text, in its types and units, and while it runs. */
export const feelMessages = {
  FORMULA_EMPTY: {
    zh: '公式为空；请写出一个公式，例如 standard * heads。',
    en: 'The formula is empty; write one, such as standard * heads.',
  },
  FORMULA_TOO_LONG: {
    zh: '公式有 {found} 个字符；最多 {limit} 个，请拆成几步。',
    en: 'The formula has {found} characters; at most {limit} are allowed: take it apart into several steps.',
  },
  FORMULA_TOO_DEEP: {
    zh: '公式嵌套超过 {limit} 层；请拆成几步。',
    en: 'The formula is nested more than {limit} levels deep; take it apart into several steps.',
  },
  FORMULA_UNREADABLE: {
    zh: '看不懂“{found}”；此处不应出现它。',
    en: 'Cannot read "{found}"; it does not belong here.',
  },
  FORMULA_INCOMPLETE: {
    zh: '“{after}”之后缺少内容；公式没有写完。',
    en: 'Something is missing after "{after}"; the formula is not complete.',
  },
  FORMULA_CHARACTER: {
    zh: '“{found}”不能用在公式里；请改写为 {instead}。',
    en: '"{found}" cannot be used in a formula; write {instead} instead.',
  },
  FORMULA_NAME: {
    zh: '“{found}”不是名称；名称由字母、汉字、数字和下划线组成，不以数字开头。',
    en: '"{found}" is not a name; a name is made of letters, digits and _, and does not begin with a digit.',
  },
  FORMULA_NAMES_TOGETHER: {
    zh: '“{found}”：名称之间缺少运算符，或函数缺少括号；名称中不能有空格。',
    en: '"{found}": an operator is missing between names, or brackets after a function; names have no spaces.',
  },
  FORMULA_UNSUPPORTED: {
    zh: '公式不支持{feature}；{instead}。',
    en: 'Formulas do not have {feature}; {instead}.',
  },
  FORMULA_AMBIGUOUS: {
    zh: '“{part}”有两种读法；请加括号写明。',
    en: '"{part}" can be read in two ways; put brackets where they are meant.',
  },
  FORMULA_UNKNOWN_FUNCTION: {
    zh: '没有名为“{found}”的函数{suggestion}；可用的函数：{allowed}。',
    en: 'There is no function "{found}"{suggestion}; the functions are: {allowed}.',
  },
  FORMULA_NUMBER: {
    zh: '数字“{found}”写法不对；请写成 1200 或 0.05，最多 {limit} 位数字。',
    en: 'The number "{found}" is not written rightly; write it as 1200 or 0.05, with at most {limit} digits.',
  },
  FORMULA_DATE: {
    zh: '“{found}”不是日期；请写成 date("2018-01-31")，须为日历上有的日子。',
    en: '"{found}" is not a day; write it as date("2018-01-31"), a day that the calendar has.',
  },
  FORMULA_UNKNOWN_NAME: {
    zh: '没有名为“{found}”的数据{suggestion}。',
    en: 'There is nothing named "{found}"{suggestion}.',
  },
  FORMULA_VARIABLE_TAKEN: {
    zh: '变量“{found}”与已有的名称相同，会把它遮住；请换一个名称。',
    en: 'The variable "{found}" hides what has that name already; give it another name.',
  },
  FORMULA_UNKNOWN_COLUMN: {
    zh: '表“{table}”没有列“{found}”{suggestion}；它的列：{allowed}。',
    en: 'The table "{table}" has no column "{found}"{suggestion}; its columns are: {allowed}.',
  },
  FORMULA_KIND: {
    zh: '“{part}”是{found}；此处应为{wanted}。',
    en: '"{part}" is {found}; here {wanted} is wanted.',
  },
  FORMULA_UNITS: {
    zh: '“{left}”的单位是{leftUnit}，“{right}”的单位是{rightUnit}；单位不同，不能用“{operator}”。',
    en: '"{left}" is in {leftUnit} and "{right}" in {rightUnit}; different units cannot meet in "{operator}".',
  },
  FORMULA_MONEY_POWER: {
    zh: '“{part}”的单位是{unit}；金额与金额不能相乘。',
    en: '"{part}" is in {unit}; money cannot be multiplied by money.',
  },
  FORMULA_PURE: {
    zh: '“{part}”的单位是{unit}；此处应为纯数。',
    en: '"{part}" is in {unit}; here a pure number is wanted.',
  },
  FORMULA_EXPONENT: {
    zh: '“{part}”有单位，其指数“{exponent}”须直接写成整数。',
    en: '"{part}" has a unit, so its exponent "{exponent}" must be written as a whole number.',
  },
  FORMULA_COMPARES: {
    zh: '“{left}”是{leftType}，“{right}”是{rightType}；两者不能用“{operator}”比较。',
    en: '"{left}" is {leftType} and "{right}" is {rightType}; they cannot be compared by "{operator}".',
  },
  FORMULA_OPTION: {
    zh: '“{found}”不是可选值；可选值：{allowed}。',
    en: '"{found}" is not one of the options; the options are: {allowed}.',
  },
  FORMULA_MIXED: {
    zh: '“{left}”是{leftType}，“{right}”是{rightType}；两者须为同一种类、同一单位。',
    en: '"{left}" is {leftType} and "{right}" is {rightType}; they must be of one kind and one unit.',
  },
  FORMULA_ARGUMENTS: {
    zh: '函数 {function} 写了 {found} 个参数；应为 {wanted} 个：{parameters}。',
    en: 'The function {function} is given {found} arguments; it takes {wanted}: {parameters}.',
  },
  EMPTY_LIST: {
    zh: '{function} 用于一个空的列表，没有结果；请先排除没有数据的情形。',
    en: '{function} of an empty list has no result; leave out the case without data first.',
  },
  FORMULA_TOO_MANY_STEPS: {
    zh: '公式的运算超过 {limit} 步，已停止；请缩小范围或拆成几步。',
    en: 'The formula takes more than {limit} operations and was stopped; narrow what it runs over, or take it apart.',
  },
  FORMULA_NUMBER_TOO_LONG: {
    zh: '运算得到的数字超过 {limit} 位，已停止；请在前面的步骤中舍入。',
    en: 'The formula reaches a number of more than {limit} digits and was stopped; round in an earlier step.',
  },
  FORMULA_NOT_WHOLE: {
    zh: '{function} 需要整数；实际为 {found}。',
    en: '{function} wants a whole number; it was given {found}.',
  },
  FORMULA_VALUE: {
    zh: '公式得到{found}；此处应为{wanted}。',
    en: 'The formula met {found}; here {wanted} is wanted.',
  },
} as const;
