/** What the policy language refuses, and how it says it. */
export const policyMessages = {
  DOCUMENT_TOO_LARGE: {
    zh: '文件有 {found} 字节；最多 {limit} 字节。',
    en: 'The file has {found} bytes; at most {limit} are allowed.',
  },
  DOCUMENT_TOO_MANY_PIECES: {
    zh: '文件到这里已有 {limit} 个以上的值和符号；政策不会这么长。',
    en: 'Up to here the file has more than {limit} values and signs; no policy is as long.',
  },
  CHARACTER_NOT_ALLOWED: {
    zh: '文件中有控制字符或不可见字符 {found}；请删去。',
    en: 'The file holds the control or invisible character {found}; remove it.',
  },
  NESTED_TOO_DEEP: {
    zh: '嵌套超过 {limit} 层。',
    en: 'More than {limit} levels are nested here.',
  },
  YAML_FEATURE_NOT_ALLOWED: {
    zh: '“{found}”用到锚点、别名、标签、指令或合并键；此处一概不用，请把值写全，或加引号作为文字。',
    en: '"{found}" is an anchor, alias, tag, directive or merge key; none are used here: write the value out, or quote it as text.',
  },
  YAML_UNREADABLE: {
    zh: '无法按 YAML 读取：{reason}。',
    en: 'This cannot be read as YAML: {reason}.',
  },
  OVERLAY_ALONE: {
    zh: '这是叠加在“{found}”之上的政策，须与它合并后才能检查和运行。',
    en: 'This policy lies over "{found}" and is checked and run together with it.',
  },
  OVERLAY_BASE_UNKNOWN: {
    zh: '没有“{found}”；请写成“编号@版本”，并指向已有的政策。',
    en: 'There is no "{found}"; write id@version of a policy that there is.',
  },
  OVERLAY_BASE_FAULTY: {
    zh: '下层政策“{found}”本身有错误（{where}）：{reason}',
    en: 'The policy below, "{found}", has faults itself ({where}): {reason}',
  },
  OVERLAY_CIRCLE: {
    zh: '叠加成环，或超过 {limit} 层：{path}。',
    en: 'The overlays go round in a circle, or are more than {limit}: {path}.',
  },
  NOTHING_TO_REMOVE: {
    zh: '下层没有“{found}”；请写成“steps.名称”等。',
    en: 'There is no "{found}" below; write steps.name or the like.',
  },
  LIMIT_WIDENED: {
    zh: '{field} 比下层的限度 {limit} 更宽；上层只能收紧。',
    en: '{field} is wider than the limit {limit} below; an overlay may only narrow it.',
  },
  KEY_NOT_TEXT: {
    zh: '键应为单个文字，不能是列表或映射。',
    en: 'A key is a single text, not a list or a map.',
  },
  KEY_TWICE: {
    zh: '键“{key}”在第 {line} 行已经写过；同一处只能写一次。',
    en: 'The key "{key}" stands already on line {line}; it may be given once.',
  },
  KEY_UNKNOWN: {
    zh: '此处没有名为“{key}”的键{suggestion}；可用的键：{allowed}。',
    en: 'There is no key "{key}" here{suggestion}; the keys allowed are: {allowed}.',
  },
  KEY_NOT_OF_KIND: {
    zh: '类型 {kind} 不能写“{key}”。',
    en: 'The type {kind} has no "{key}".',
  },
  FIELD_MISSING: {
    zh: '{at} 缺少“{field}”。',
    en: '{at} has no "{field}".',
  },
  SHAPE: {
    zh: '{at} 写的是{found}；应为{expected}。',
    en: '{at} is {found}; {expected} is expected.',
  },
  VALUE_EMPTY: {
    zh: '{at} 为空；请填写。',
    en: '{at} is empty; a value is expected.',
  },
  TEXT_EMPTY: {
    zh: '{at} 为空；请填写。',
    en: '{at} is empty; a text is expected.',
  },
  TEXT_TOO_LONG: {
    zh: '{at} 有 {found} 个字符；最多 {limit} 个。',
    en: '{at} has {found} characters; at most {limit} are allowed.',
  },
  WORDS_EXPECTED: {
    zh: '{at} 只写了“{found}”；中英文都要写：{ zh: …, en: … }。',
    en: '{at} is only "{found}"; both languages are needed: { zh: …, en: … }.',
  },
  NAME_NOT_VALID: {
    zh: '名称“{found}”不可用；名称由英文字母、汉字、数字和 _ 组成，不以数字开头；其他文字的形近字母和全角字母不可用。',
    en: 'The name "{found}" cannot be used; a name has letters from A to Z, Chinese characters, digits and _, and does not begin with a digit; look-alikes of other alphabets and full-width letters are refused.',
  },
  FORMULAS_TOO_LONG: {
    zh: '到此处为止，政策的全部公式超过 {limit} 个字符；没有政策需要这么多。',
    en: 'Up to here the formulas of the policy have more than {limit} characters; no policy needs as many.',
  },
  LETTER_NOT_ALLOWED: {
    zh: '“{found}”中的“{letter}”是其他文字的字母或全角字母，看上去与别的字相同；代号请用英文字母、汉字和数字。',
    en: '"{letter}" in "{found}" is a letter of another alphabet, or a full-width one, and looks like another; use letters from A to Z, Chinese characters and digits.',
  },
  NAME_RESERVED: {
    zh: '“{found}”是公式的保留字或函数，不能作名称。',
    en: '"{found}" is a word or a function of the formula language and cannot be a name.',
  },
  NAME_TWICE: {
    zh: '名称“{name}”在第 {line} 行已经用过；一个名称只能指一样东西。',
    en: 'The name "{name}" is taken on line {line}; a name stands for one thing.',
  },
  NEVER_USED: {
    zh: '“{name}”没有任何步骤或检查用到。',
    en: 'No step or check uses "{name}".',
  },
  NOT_ONE_OF: {
    zh: '{at} 为“{found}”{suggestion}；只能是：{allowed}。',
    en: '{at} is "{found}"{suggestion}; it must be one of: {allowed}.',
  },
  LANGUAGE_UNKNOWN: {
    zh: '语言版本为“{found}”；只支持 1。',
    en: 'The language version is "{found}"; only 1 is known.',
  },
  ID_NOT_VALID: {
    zh: '{at} 为“{found}”；应为小写字母、数字和连字符，以字母开头，例如 ningqiang-2018。',
    en: '{at} is "{found}"; lower-case letters, digits and hyphens are expected, beginning with a letter, such as ningqiang-2018.',
  },
  VERSION_NOT_VALID: {
    zh: '版本为“{found}”；应为字母、数字、点和连字符，最多 32 个字符。',
    en: 'The version is "{found}"; at most 32 letters, digits, dots and hyphens are expected.',
  },
  PLACE_CODE_NOT_VALID: {
    zh: '行政区划代码为“{found}”；应为两位、四位或六位数字。',
    en: 'The code of the place is "{found}"; two, four or six digits are expected.',
  },
  APPLIES_BACKWARDS: {
    zh: '政策自 {from} 起适用，至 {until}（不含）止；止日必须晚于起日。',
    en: 'The policy applies from {from} until {until} (exclusive); the end must be later than the start.',
  },
  BOOLEAN_UNREADABLE: {
    zh: '{at} 为“{found}”；只能是 true（是）或 false（否）。',
    en: '{at} is "{found}"; it must be true or false.',
  },
  OPTION_UNKNOWN: {
    zh: '{at} 为“{found}”{suggestion}；只能是：{allowed}。',
    en: '{at} is "{found}"{suggestion}; it must be one of: {allowed}.',
  },
  PLAIN_NUMBER_ONLY: {
    zh: '{at} 为“{found}”；百分数和分数只用于比例和系数，此处请写小数。',
    en: '{at} is "{found}"; percentages and fractions are for shares and factors: write a decimal here.',
  },
  COUNT_NOT_WHOLE: {
    zh: '{at} 为“{found}”；计数必须是整数。',
    en: '{at} is "{found}"; a count is a whole number.',
  },
  VALUE_ABOVE_LIMIT: {
    zh: '{at} 为 {found}，超过自身的上限 {limit}。',
    en: '{at} is {found}, above its own limit of {limit}.',
  },
  VALUE_BELOW_LIMIT: {
    zh: '{at} 为 {found}，低于自身的下限 {limit}；数值默认不小于 0，可写 at_least 另定。',
    en: '{at} is {found}, below its own limit of {limit}; numbers are at least 0 unless at_least says otherwise.',
  },
  ABOVE_LIMIT: {
    zh: '{title}（{at}）为 {found}，超过上限 {limit}{source}。',
    en: '{title} ({at}) is {found}, above the limit of {limit}{source}.',
  },
  BELOW_LIMIT: {
    zh: '{title}（{at}）为 {found}，低于下限 {limit}{source}。',
    en: '{title} ({at}) is {found}, below the limit of {limit}{source}.',
  },
  FACT_MISSING: {
    zh: '缺少{title}（{at}），政策也没有默认值。',
    en: '{title} ({at}) is missing and the policy gives no default.',
  },
  FACT_UNKNOWN: {
    zh: '{at}：政策没有“{found}”这一项{suggestion}。',
    en: '{at}: the policy asks for no "{found}"{suggestion}.',
  },
  FACT_NOT_SINGLE: {
    zh: '{title}（{at}）应为一个值，而不是列表或表。',
    en: '{title} ({at}) is a single value, not a list or a table.',
  },
  FACT_NOT_A_TABLE: {
    zh: '{title}（{at}）应为一张表：若干行。',
    en: '{title} ({at}) is a table: a list of rows.',
  },
  FACT_NOT_A_ROW: {
    zh: '{title}（{at}）的这一行应为“列: 值”。',
    en: 'This row of {title} ({at}) should be a map of columns and values.',
  },
  CHARACTER_IN_KEY: {
    zh: '{at} 的键中有控制字符；请删去。',
    en: 'The key {at} holds a control character; remove it.',
  },
  ROW_TWICE: {
    zh: '{at}：“{key}”已经有一行；每个键只能有一行。',
    en: '{at}: there is already a row "{key}"; a key has one row.',
  },
  REFERENCE_UNKNOWN: {
    zh: '{title}（{at}）指向“{found}”，表“{table}”中没有这一行{suggestion}。',
    en: '{title} ({at}) points at "{found}", which is no row of "{table}"{suggestion}.',
  },
  WHY_MISSING: {
    zh: '{at} 没有写依据；请用 why 指明来源。',
    en: '{at} names no source; say why.',
  },
  SOURCE_UNKNOWN: {
    zh: '没有编号为“{found}”的来源{suggestion}。',
    en: 'There is no source "{found}"{suggestion}.',
  },
  STEP_KIND_MISSING: {
    zh: '{at} 没有说明步骤的种类；应有其中一个键：{allowed}。',
    en: '{at} does not say what kind of step it is; it needs one of the keys: {allowed}.',
  },
  STEPS_IN_A_CIRCLE: {
    zh: '步骤互相依赖，成了循环：{path}。',
    en: 'Steps depend on each other in a circle: {path}.',
  },
  TABLE_UNKNOWN: {
    zh: '没有名为“{found}”的表{suggestion}。',
    en: 'There is no table "{found}"{suggestion}.',
  },
  SHOW_NOT_VALID: {
    zh: '小数位数为“{found}”；应为 0 至 {limit} 的整数，百分数写作 2%。',
    en: 'The places shown are "{found}"; a whole number from 0 to {limit} is expected, or 2% for per cent.',
  },
  SHOW_PERCENT_OF_UNIT: {
    zh: '{at} 的结果带单位，不能以百分数显示。',
    en: 'The result of {at} has a unit and cannot be shown in per cent.',
  },
  SHOW_WITHOUT_NUMBER: {
    zh: '{at} 的结果不是数，不能写 show。',
    en: 'The result of {at} is no number and has no places to show.',
  },
  ROUND_WITHOUT_NUMBER: {
    zh: '{at} 的结果不是数，不能取整。',
    en: 'The result of {at} is no number and cannot be rounded.',
  },
  ROUND_FINER_THAN_FEN: {
    zh: '{at} 的结果是金额，取整单位必须是整分。',
    en: 'The result of {at} is money; it must be rounded to whole fen.',
  },
  WHERE_WITHOUT_ROWS: {
    zh: 'where 用来挑选行；本步骤不在任何表的行上计算，请写 each。',
    en: 'where chooses rows; this step does not work on the rows of a table: add each.',
  },
  WHERE_NEEDS_NUMBER: {
    zh: 'where 以外的行得 0 或否，所以结果必须是数或是非；请在公式中用 if 写明。',
    en: 'Rows outside where get 0 or false, so the result must be a number or a truth value; say it with if in the formula.',
  },
  RESULT_NOT_SINGLE: {
    zh: '公式的结果是列表、行、表或空值；每一步应得一个值。',
    en: 'The formula gives a list, a row, a table or null; a step gives one value.',
  },
  NUMBER_EXPECTED: {
    zh: '此处应为数。',
    en: 'A number is expected here.',
  },
  MONEY_EXPECTED: {
    zh: '此处应为金额（元），而公式的结果是：{found}。',
    en: 'An amount in yuan is expected here; the formula gives: {found}.',
  },
  UNIT_EXPECTED: {
    zh: '此处的单位应为：{expected}；公式的结果是：{found}。',
    en: 'The unit expected here is {expected}; the formula gives: {found}.',
  },
  CONDITION_EXPECTED: {
    zh: '此处应为条件，结果为是或否。',
    en: 'A condition is expected here, true or false.',
  },
  PARTS_MISSING: {
    zh: '{at} 没有列出任何部分（parts）。',
    en: '{at} lists no parts.',
  },
  SHARES_NOT_WHOLE: {
    zh: '各部分权重为 {weights}，合计 {total}；应为合计 100% 的比例，或全部为整数（如 9 : 1）。',
    en: 'The weights are {weights}, {total} together; they must be shares that total 100%, or all whole numbers such as 9 : 1.',
  },
  CARVED_TOO_MUCH: {
    zh: '扣出{part} {taken} 后余额不足，差 {missing}；不能扣成负数。',
    en: 'Taking out {part}, {taken}, leaves {missing} too little; the rest may not go below zero.',
  },
  AMOUNT_TOO_LARGE: {
    zh: '{title}算出 {found} 元；金额的整数部分最多 {limit} 位。',
    en: '{title} comes to {found} yuan; an amount has at most {limit} digits before the point.',
  },
  TIES_NOT_A_KEY: {
    zh: '表“{table}”的列“{column}”不能决定先后；应为文字、日期或引用列。',
    en: 'The column "{column}" of "{table}" cannot decide ties; a column of texts, days or references is needed.',
  },
  WITHIN_NOT_A_REFERENCE: {
    zh: '“{column}”不是表“{table}”的引用列；within 需要一个引用列。',
    en: '"{column}" is no reference column of "{table}"; within needs one.',
  },
  WITHIN_NOT_ITS_COLUMN: {
    zh: '写了 within 时，要分的是表“{table}”的一列金额，例如 {table}.pool；这里写的是“{found}”。',
    en: 'With within, what is divided is a column of "{table}", such as {table}.pool; this says "{found}".',
  },
  BOUND_MISSING: {
    zh: '{at} 既没有上限 at_most，也没有下限 at_least。',
    en: '{at} has neither at_most nor at_least.',
  },
  DIFFERENCE_WITHOUT_BOUND: {
    zh: '写了 {part}，却没有 {bound}。',
    en: '{part} is named, but there is no {bound}.',
  },
  DIFFERENCE_NOT_NAMED: {
    zh: '有 {bound} 而没有说明差额去向；请写 {part}: { id, title }。',
    en: 'There is {bound}, but not where the difference goes; add {part}: { id, title }.',
  },
  BOUNDS_CROSSED: {
    zh: '下限 {least} 高于上限 {most}。',
    en: 'The lower bound {least} is above the upper bound {most}.',
  },
  EXAMPLE_REFUSED: {
    zh: '算例“{it}”的数据被拒绝（{field}，{code}）：{reason}',
    en: 'The facts of the example "{it}" are refused ({field}, {code}): {reason}',
  },
  EXAMPLE_NOT_REFUSED: {
    zh: '算例“{it}”应在 {field} 以 {code} 被拒绝，却通过了。',
    en: 'The example "{it}" should be refused at {field} with {code}, but it passes.',
  },
  EXAMPLE_NAME_UNKNOWN: {
    zh: '算例“{it}”要核对“{found}”，没有哪一步得出它{suggestion}。',
    en: 'The example "{it}" expects "{found}", which no step gives{suggestion}.',
  },
  EXAMPLE_LABEL_NOT_GIVEN: {
    zh: '算例“{it}”的标签“{label}”指向“{found}”，本算例的 gives 没有核对它。',
    en: 'The label "{label}" of the example "{it}" points at "{found}", which its gives does not expect.',
  },
  EXAMPLE_ROW_UNKNOWN: {
    zh: '算例“{it}”：“{name}”没有“{key}”这一行{suggestion}。',
    en: 'The example "{it}": "{name}" has no row "{key}"{suggestion}.',
  },
  EXAMPLE_SHAPE: {
    zh: '算例“{it}”：“{name}”的写法不合；单个金额写一个值，一列金额按行的键写。',
    en: 'The example "{it}": "{name}" is written otherwise; a single amount is one value, a column is written by the keys of its rows.',
  },
  EXAMPLE_DIFFERS: {
    zh: '算例“{it}”：{name} 应为 {expected}，算得 {found}。',
    en: 'The example "{it}": {name} should be {expected}, but {found} comes out.',
  },
  EXAMPLE_CHECK_UNKNOWN: {
    zh: '算例“{it}”提到检查“{found}”，政策没有这项检查{suggestion}。',
    en: 'The example "{it}" names the check "{found}", which the policy does not have{suggestion}.',
  },
  EXAMPLE_CHECK_PASSES: {
    zh: '算例“{it}”：检查“{check}”应不通过，却通过了。',
    en: 'The example "{it}": the check "{check}" should fail, but it passes.',
  },
  EXAMPLE_CHECK_FAILS: {
    zh: '算例“{it}”：检查“{check}”不通过（{rows}）：{says}',
    en: 'The example "{it}": the check "{check}" fails ({rows}): {says}',
  },
  ROW_UNKNOWN: {
    zh: '没有“{key}”这一行{suggestion}。',
    en: 'There is no row "{key}"{suggestion}.',
  },
  AMOUNT_UNKNOWN: {
    zh: '政策没有名为“{found}”的金额{suggestion}。',
    en: 'The policy has no amount "{found}"{suggestion}.',
  },
  ROW_NEEDED: {
    zh: '“{name}”每行一个值；请指明行：{keys}。',
    en: '"{name}" has a value for every row; name the row: {keys}.',
  },
  ROW_NOT_NEEDED: {
    zh: '“{name}”只有一个值，不分行。',
    en: '"{name}" has one value, not one for every row.',
  },
} as const;
