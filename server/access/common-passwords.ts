/**
 * Guessing begins with what many people choose. The well-known lists hold few entries of twelve characters or more, and those are put together
 * from a small stock: keyboard rows, digits, and a few dozen words. Whatever consists of nothing else is refused.
 */
const words = [
  'password', 'passwort', 'passw0rd', 'p@ssw0rd', 'p@ssword', 'pass', 'pwd', 'admin', 'administrator', 'root', 'user', 'guest', 'test', 'demo', 'default', 'changeme',
  'welcome', 'login', 'letmein', 'secret', 'master', 'monkey', 'dragon', 'football', 'baseball', 'basketball', 'superman', 'batman', 'pokemon', 'princess',
  'sunshine', 'shadow', 'michael', 'jordan', 'jennifer', 'charlie', 'trustno1', 'freedom', 'whatever', 'computer', 'internet', 'samsung', 'google', 'iloveyou', 'love',
  'hello', 'abc', 'abcd', 'abcdef', 'abcdefgh', 'aa', 'qq', 'wo', 'woaini', 'aini', 'woaiwojia', 'wodemima', 'mima', 'zhang', 'wang', 'li', 'zhao', 'liu', 'chen',
  'zhongguo', 'china', 'beijing', 'shanghai', 'nihao', 'tianya', 'taobao', 'weixin', 'wechat', 'alipay', 'baidu', 'tencent', 'huawei', 'xiaomi', 'asd', 'qwe', 'zxc',
  'hospital', 'yiyuan', 'weishengyuan', 'caiwu', 'finance', 'yibao', 'fenpei', 'office', 'bureau', 'company', 'server', 'system', 'database', 'oracle', 'mysql', 'windows',
  '密码', '我的密码', '我爱你', '医院', '分配', '管理员', '中国', '你好', '卫生院', '财务',
  '1q2w3e4r5t6y7u8i9o0p', '1qaz2wsx3edc4rfv', '1qaz', '2wsx', '3edc', '4rfv', 'qazwsxedcrfv', 'qazwsx', 'zaq1', 'xsw2', 'q1w2e3r4t5y6', 'a1b2c3d4', 'abc123', 'asdqwe',
];
const rows = ['01234567890', '09876543210', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'poiuytrewq', 'asdfghjkl', 'lkjhgfdsa', 'zxcvbnm', 'mnbvcxz', '!@#$%^&*()', '1q2w3e4r5t6y7u8i9o0p'];
/** One character again and again, digits, and what is put between words. */
const pattern = /^(?:(.)\1{2,}|\d+|[\s._\-!@#$*?~,]+)/u;

/** How long the runs of a keyboard row are that begin a text: all of three characters or more. */
function rowLengths(text: string): number[] {
  return rows.flatMap((row) => {
    const start = row.indexOf(text.slice(0, 3));
    if (start < 0 || text.length < 3) return [];
    let length = 3;
    while (start + length < row.length && text[length] === row[start + length]) length += 1;
    return Array.from({ length: length - 2 }, (_, index) => index + 3);
  });
}

/** Whether a text in small letters consists of common pieces and of `about` alone, such as the login. */
export function madeOfCommonPieces(text: string, about: readonly string[]): boolean {
  const stock = [...words, ...about.map((each) => each.normalize('NFKC').toLowerCase()).filter((each) => each !== '')];
  const reached = new Set([0]);
  for (let at = 0; at < text.length; at += 1) {
    if (!reached.has(at)) continue;
    const rest = text.slice(at);
    for (const piece of stock) if (rest.startsWith(piece)) reached.add(at + piece.length);
    for (const length of rowLengths(rest)) reached.add(at + length);
    const matched = pattern.exec(rest)?.[0].length ?? 0;
    for (let length = 1; length <= matched; length += 1) reached.add(at + length);
  }
  return reached.has(text.length);
}
