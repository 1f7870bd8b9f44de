/** What is refused around second allocation by the heads of departments. */
export const secondAllocationMessages = {
  ALLOCATION_NOT_DIVIDED: {
    zh: '“{amount}”不是按 within 在各组之内分配的金额（divide），不能交由科室二次分配。',
    en: '"{amount}" is not divided within the rows of another table (divide … within), so nobody can divide it among their own people.',
  },
  ALLOCATION_EXCESS_KEPT: {
    zh: '“{amount}”超出上限的部分另行留存，二次分配后合计不再等于总额；请用 excess: redistribute。',
    en: 'What the cap of "{amount}" cuts off is kept under another name, so that what is decided would not add up to the pool: use excess: redistribute.',
  },
  ALLOCATION_UNREADABLE: {
    zh: '{title}（{at}）应按组的键写 { amounts, reasons, pool, by, on, office, why }，其中 amounts 必填。',
    en: '{title} ({at}) should be { amounts, reasons, pool, by, on, office, why } by the key of the group; amounts is needed.',
  },
  SECOND_BELOW: { zh: '“{key}”的 {found} 元低于下限 {limit} 元，不得低于 {limit} 元。', en: '{found} for {key} is below the least of {limit}: give {limit} or more.' },
  SECOND_ABOVE: { zh: '“{key}”的 {found} 元高于上限 {limit} 元，不得高于 {limit} 元。', en: '{found} for {key} is above the most of {limit}: give {limit} or less.' },
  SECOND_REASON: {
    zh: '“{key}”的 {found} 元偏离按规则的 {usual} 元过多或越出界限，须写明理由。',
    en: '{found} for {key} is too far from the {usual} of the rule, or beyond a bound: say why.',
  },
  SECOND_INCOMPLETE: { zh: '“{key}”还没有金额；不分的写 0.00。', en: '{key} has no amount yet; write 0.00 for nothing.' },
  SECOND_NOT_MEMBER: { zh: '“{key}”不在本科室的分配人员之内。', en: '{key} is not among the people of this department who share.' },
  SECOND_NOT_SPENT: {
    zh: '本科室总额 {pool} 元，已分 {given} 元，余 {left} 元；必须分完，一分不差（负数为多分）。',
    en: 'Of the pool of {pool}, {given} is given and {left} is left (below 0: too much); it must be given out to the fen.',
  },
  SECOND_CHANGED: {
    zh: '这份分配在您打开之后已由 {by} 改动（第 {found} 版，您依据的是第 {allowed} 版）；没有保存，请看过改动再保存。',
    en: '{by} has changed this allocation since you opened it (now version {found}, yours rests on {allowed}); nothing was saved: look at the change and save again.',
  },
  SECOND_NOT_OPEN: {
    zh: '“{department}”的二次分配现在不能改动：{state}。',
    en: 'The second allocation of {department} cannot be changed now: {state}.',
  },
  SECOND_ANOTHER_RUN: {
    zh: '院长已重新下达科室总额，请重新打开本页；没有保存。',
    en: 'The hospital head has sent out the pools anew meanwhile: open the page again; nothing was saved.',
  },
  SECOND_WAITS: {
    zh: '以下科室尚未上报二次分配：{departments}。请等各科室上报，或由院长代定并说明理由。',
    en: 'The second allocation of these departments has not been handed in: {departments}. Wait for them, or set it for them with a reason.',
  },
  SECOND_REASON_NEEDED: {
    zh: '院长改定或退回科室的二次分配，必须写明理由。',
    en: 'Whoever changes or returns the allocation of a department from above says why.',
  },
} as const;
