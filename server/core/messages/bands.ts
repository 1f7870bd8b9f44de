/** What bands and scores refuse, and how they say it. */
export const bandsMessages = {
  BANDS_MISSING: {
    zh: '{at} 没有列出任何一档（table）。',
    en: '{at} lists no bands in its table.',
  },
  BAND_EDGE_MISSING: {
    zh: '第 {band} 档没有写 {key}；只有第一档可以不写 from，只有最后一档可以不写 to。',
    en: 'Band {band} has no "{key}"; only the first band may leave out from, and only the last may leave out to.',
  },
  BAND_BACKWARDS: {
    zh: '{at}：第 {band} 档自 {from} 至 {to}，没有任何数值落在其中；起点应小于终点。',
    en: '{at}: band {band} goes from {from} to {to} and holds no value; it must start below where it ends.',
  },
  BANDS_GAP: {
    zh: '{at}：第 {band} 档止于 {to}，下一档却始于 {from}：例如 {found} 不在任何一档。',
    en: '{at}: band {band} ends at {to} and the next starts at {from}: {found}, for one, is in no band.',
  },
  BANDS_OVERLAP: {
    zh: '{at}：第 {band} 档止于 {to}，下一档却始于 {from}：例如 {found} 同时落在两档。',
    en: '{at}: band {band} ends at {to} and the next starts at {from}: {found}, for one, is in both bands.',
  },
  BANDS_UNORDERED: {
    zh: '{at}：第 {band} 档止于 {to}，下一档始于 {from}，反而更低；各档应由低到高排列。',
    en: '{at}: band {band} ends at {to} and the next, from {from}, lies below it; bands go from low to high.',
  },
  BANDS_END_OPEN: {
    zh: '各档没有覆盖所有可能的数值：例如 {found} 不在任何一档。请补上一档，或为所比的数写明 at_least、at_most，或写 outside: refuse。',
    en: 'The bands do not cover every value there may be: {found}, for one, is in no band. Add a band, bound the value by at_least or at_most, or say outside: refuse.',
  },
  NO_BAND: {
    zh: '{at}：{found} 不在任何一档；各档的范围：{range}。',
    en: '{at}: {found} is in no band; the bands cover: {range}.',
  },
  RESULTS_DIFFER: {
    zh: '所列各项应为同一种值：这里是{found}，前面是{expected}。',
    en: 'All that is listed must be of one kind: this is {found}, those before are {expected}.',
  },
  BANDS_CLIFF: {
    zh: '{title}在分界点处跳变：{jumps}。',
    en: '{title} jumps at an edge: {jumps}.',
  },
  BANDS_NOT_MONOTONE: {
    zh: '{title}有升有降，下降之处：{falls}。',
    en: '{title} rises and falls again; it falls {falls}.',
  },
  SCORE_NOT_POSITIVE: {
    zh: '{at}：“{key}”为 {found}；应大于 0。',
    en: '{at}: "{key}" is {found}; it must be above 0.',
  },
  PEERS_WITHOUT_ROWS: {
    zh: '方法 {method} 要与同类的行相比；请写 each 指明是哪张表的行。',
    en: 'The method {method} compares a row with its peers; say with each of which table.',
  },
  PEERS_NOT_A_COLUMN: {
    zh: '表“{table}”的列“{column}”不能用来分组；应为文字、选项、是非、日期或引用列。',
    en: 'The column "{column}" of "{table}" cannot make peers; a column of texts, options, truth values, days or references is needed.',
  },
  MEASURED_NEGATIVE: {
    zh: '{at} 的测量值为 {found}；与同类相比时不能小于 0。',
    en: 'The value measured at {at} is {found}; what is compared with its peers is at least 0.',
  },
  PEERS_ALL_ZERO: {
    zh: '{at}：同类各行的测量值都是 0，无从相比。',
    en: '{at}: everything measured among the peers is 0; there is nothing to compare with.',
  },
  CURVE_NOT_A_NUMBER: {
    zh: '“{name}”不是数，不能画曲线。',
    en: '"{name}" is no number; there is no curve of it.',
  },
  CURVE_RANGE_EMPTY: {
    zh: '自 {from} 至 {to} 不足一个单位 {unit}；终点应高于起点。',
    en: 'From {from} to {to} is less than one unit of {unit}; the end must lie above the start.',
  },
} as const;
