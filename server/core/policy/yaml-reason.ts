/** Why the YAML parser stopped, in the reader's language. */
import type { YAMLParseError } from 'yaml';
import type { Words } from './policy.ts';

const reasons: Partial<Record<YAMLParseError['code'], Words>> = {
  BAD_DQ_ESCAPE: { zh: '双引号中的反斜杠转义无效', en: 'an escape in double quotes is not valid' },
  BAD_INDENT: { zh: '缩进与上文不齐，或括号没有闭合', en: 'the indentation does not fit what stands above, or a bracket is not closed' },
  BAD_SCALAR_START: { zh: '值以保留字符（@ 或 `）开头，请加引号', en: 'a value begins with a reserved character (@ or `); put it in quotes' },
  BLOCK_AS_IMPLICIT_KEY: { zh: '一行中有两个“键: ”；含冒号的文字请加引号', en: 'a line has two "key: "; put text that holds a colon in quotes' },
  KEY_OVER_1024_CHARS: { zh: '键过长', en: 'a key is too long' },
  MISSING_CHAR: { zh: '缺少引号、逗号、冒号或空格', en: 'a quote, comma, colon or space is missing' },
  MULTILINE_IMPLICIT_KEY: { zh: '键后缺少冒号', en: 'a key has no colon after it' },
  MULTIPLE_DOCS: { zh: '一个文件只能有一份文档，不能用 --- 再起一份', en: 'a file holds one document; --- may not begin another' },
  TAB_AS_INDENT: { zh: '不能用制表符缩进，请用空格', en: 'tabs may not indent; use spaces' },
};
const other: Words = { zh: '此处的字符不合 YAML 语法', en: 'what stands here does not fit the YAML grammar' };

export function yamlReason(code: YAMLParseError['code']): Words {
  return reasons[code] ?? other;
}
