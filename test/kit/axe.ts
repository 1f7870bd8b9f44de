/** What axe finds on a page that is serious or worse. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

export interface Finding {
  id: string;
  impact: string;
  nodes: string[];
}

const asking = `axe.run(document, { resultTypes: ['violations'] })
  .then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html) })))`;

/** Runs in the page's own world, which lets no script in from outside. */
export async function seriousFindings(page: Page): Promise<Finding[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(asking) as Finding[];
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}
