/** What is refused around the cash of institutions. */
export const cashMessages = {
  OBLIGATION_NAMELESS: { zh: '其他应付款要写明名称（如水电费）。', en: 'Another kind of obligation says what it is called, such as electricity.' },
  OBLIGATION_NAMED: { zh: '药款和耗材不另写名称，现为“{found}”；其他应付款请选“其他”。', en: 'Medicines and supplies have no name of their own, but it is "{found}"; choose OTHER for another kind.' },
  OBLIGATION_NAME_LONG: { zh: '名称最多 100 个字，现为 {found} 个。', en: 'A name has at most 100 characters, not {found}.' },
  OBLIGATION_TWICE: { zh: '“{what}”在本次登记中出现两次（第 {first} 条和第 {second} 条）；每个机构每月每类只登记一次。', en: '"{what}" is there twice (records {first} and {second}); each institution, month and kind is recorded once.' },
  OBLIGATION_SAME: { zh: '“{what}”已经登记为 {amount} 元，没有变化，不重复登记。', en: '"{what}" is recorded as {amount} yuan already; there is nothing to record.' },
  OBLIGATIONS_NONE: { zh: '没有要登记的应付款。', en: 'There is no obligation to record.' },
  OBLIGATIONS_MANY: { zh: '一次最多登记 {most} 条，现为 {found} 条；更多的请用文件导入。', en: 'At most {most} records at once, not {found}; hand in a file for more.' },
  BESIDE_MANY: { zh: '最多并列 {most} 个机构，现为 {found} 个。', en: 'At most {most} institutions side by side, not {found}.' },
  BESIDE_TWICE: { zh: '同一机构列了两次。', en: 'An institution is there twice.' },
  OPENING_SAME: { zh: '{year} 年期初余额已经登记为 {amount} 元，没有变化。', en: 'The opening balance of {year} is recorded as {amount} yuan already.' },
} as const;
