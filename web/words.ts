import type { Catalogue } from './kit/words.ts';

export const words = {
  brand: { zh: '分配', en: 'Fenpei' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  menu: { zh: '菜单', en: 'Menu' },
  home: { zh: '首页', en: 'Home' },
  budget: { zh: '总额预算', en: 'Budget' },
  settlement: { zh: '年终清算', en: 'Settlement' },
  pay: { zh: '绩效工资', en: 'Performance pay' },
  payslip: { zh: '我的工资条', en: 'My payslips' },
  report: { zh: '绩效工资报表', en: 'Pay report' },
  journal: { zh: '记账凭证', en: 'Journal' },
  audit: { zh: '审计日志', en: 'Audit log' },
  region: { zh: '行政区', en: 'Region' },
  year: { zh: '年度', en: 'Year' },
  signOut: { zh: '退出', en: 'Sign out' },
  account: { zh: '当前用户', en: 'Signed in as' },
  noRegion: { zh: '此账号尚未获得任何行政区的权限，请联系管理员。', en: 'This account has no grant in any region yet. Please ask the administrator.' },
  notFound: { zh: '没有这个页面', en: 'There is no such page' },
  broken: { zh: '本页出错了', en: 'This page failed' },
  reload: { zh: '重新载入', en: 'Load again' },
  backHome: { zh: '回首页', en: 'Back to home' },
} as const satisfies Catalogue;
