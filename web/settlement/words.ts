import type { Catalogue } from '../kit/words.ts';

export const words = {
  title: { zh: '{year} 年度清算', en: 'Settlement of {year}' },
  lead: { zh: '包干额减包干支出：结余按规定分配，超支按认定分担。', en: 'Package less what was used: a surplus is shared out, an overspend is borne as certified.' },
  settle: { zh: '清算', en: 'Settlement' },
  spending: { zh: '包干支出', en: 'Spending' },
  certificates: { zh: '合理超支认定', en: 'Overspend certificates' },
  waterfall: { zh: '包干、支出与结余', en: 'Package, use and surplus' },
  consortium: { zh: '医共体', en: 'Consortium' },
  month: { zh: '月份', en: 'Month' },
  claims: { zh: '报销费用', en: 'Claims' },
  contractFees: { zh: '签约服务费', en: 'Contract fees' },
  used: { zh: '支出（元）', en: 'Spent (yuan)' },
  record: { zh: '登记支出', en: 'Record spending' },
  recordLead: { zh: '同一医共体同一月份再次登记，以后一次为准。', en: 'Recording the same consortium and month again replaces the earlier figure.' },
  recorded: { zh: '已登记。', en: 'Recorded.' },
  amount: { zh: '认定金额', en: 'Certified amount' },
  cause: { zh: '原因', en: 'Cause' },
  by: { zh: '认定人', en: 'Certified by' },
  certify: { zh: '认定', en: 'Certify' },
  certified: { zh: '已认定。', en: 'Certified.' },
} as const satisfies Catalogue;
