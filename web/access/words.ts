import type { Catalogue } from '../kit/words.ts';

export const words = {
  brand: { zh: '分配', en: 'Fenpei' },
  purpose: { zh: '县域医共体总额预算、清算与绩效工资', en: 'Budgets, settlement and performance pay of county medical consortia' },
  login: { zh: '用户名', en: 'User name' },
  password: { zh: '密码', en: 'Password' },
  signIn: { zh: '登录', en: 'Sign in' },
} as const satisfies Catalogue;
