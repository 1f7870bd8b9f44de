import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { screenshot, startBrowser, type TestBrowser } from './browser.ts';
import { statSync } from 'node:fs';

let started: TestBrowser;
beforeAll(async () => { started = await startBrowser(); });
afterAll(async () => { await started[Symbol.asyncDispose](); });

test('a page shows Chinese glyphs and not one box for all', async () => {
  const page = await started.page();
  await page.setContent('<h1 style="font-size: 60px">医共体 分配</h1><canvas width="80" height="80"></canvas>');
  const inked = await page.evaluate(() => ['医', '共', '体', '㛃'].map((character) => {
    const canvas = document.querySelector('canvas');
    const pen = canvas?.getContext('2d');
    if (!canvas || !pen) throw new Error('no canvas');
    pen.clearRect(0, 0, 80, 80);
    pen.font = '60px sans-serif';
    pen.fillText(character, 5, 65);
    return canvas.toDataURL();
  }));
  expect(new Set(inked).size).toBe(4);
  expect(statSync(await screenshot(page, 'glyphs')).size).toBeGreaterThan(3000);
});
