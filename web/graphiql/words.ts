import type { Catalogue } from '../kit/words.ts';

export const words = {
  title: { zh: '分配 GraphiQL', en: 'Fenpei GraphiQL' },
  example: {
    zh: '# 金额是文本，单位为元；列表用 first 和 after 翻页。\n{\n  me { login name grants { role region { code name } } }\n}\n',
    en: '# Money is text, in yuan; lists are read in pages by first and after.\n{\n  me { login name grants { role region { code nameEn } } }\n}\n',
  },
} as const satisfies Catalogue;
