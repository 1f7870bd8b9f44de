/** A county's own policy laid over the preset of the fixture: a narrower limit, a figure of its own, and heads that the health bureau may count otherwise. */
export const overlay = `language: 1
policy: ningqiang-2018
version: 2
overlays: ningqiang-2018@1
title: { zh: 宁强县医共体总额预算（县级细则）, en: Ningqiang consortium budget (county rules) }
place: { code: "610726", zh: 宁强县, en: Ningqiang County }
applies: { from: 2026-01-01 }
sources:
  - { id: local, document: { zh: 县级细则, en: County rules }, clause: 第三条, says: { zh: 总额预算比例不低于百分之九十六；流动人口多的，包干人数可由卫生健康局核定。, en: The budget share is at least 96 percent; the health bureau may fix the heads of places with many newcomers. } }
decisions:
  budget_share: { at_least: 96%, default: 96%, why: local }
  set_heads: { type: override, of: counted_heads, at_most: 200000, by: health-bureau, why: local, title: { zh: 核定包干人数, en: Heads that count } }
steps:
  - { id: counted_heads, title: { zh: 计算包干的人数, en: Heads that count }, why: local, each: consortia, formula: heads }
  - { id: package, title: { zh: 包干额, en: Package }, why: per-head, divide: budget, among: consortia, by: counted_heads, leftover: largest-remainder }
examples:
  - it: { zh: 一个医共体, en: One consortium }
    facts: { standard: 690.00, consortia: [ { consortium: A, heads: 168000 } ], claim_lines: [], institutions: [], flows: [], payments: [] }
    decisions: { risk_share: 10%, outpatient_rate: 90.00, serious_illness_rate: 50.00 }
    gives: { financing: 115920000.00, package: { A: 77575680.00 } }
`;
