import { sheetPolicy, sheetFacts } from './sheet.ts';
import { evaluateFacts } from '../../server/core/policy/evaluate.ts';
import { readFacts } from '../../server/core/policy/facts.ts';
const policy = sheetPolicy(); const raw = sheetFacts(10_000, 20); const facts = readFacts(policy, raw);
for (let i = 0; i < 40; i++) evaluateFacts(policy, facts);
const t = performance.now(); for (let i = 0; i < 20; i++) evaluateFacts(policy, facts); console.log((performance.now() - t) / 20, 'ms');
