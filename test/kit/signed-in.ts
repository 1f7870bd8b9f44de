/** A page of a login that has signed in over HTTP: the form of the sign-in page is tested by itself. */
import type { Locator, Page } from 'playwright-core';
import type { TestBrowser } from './browser.ts';
import type { Login } from './county.ts';
import type { Served } from './http.ts';

/** On a narrow page the menu is behind a button. */
export async function signedIn(browser: TestBrowser, served: Served, login: Login, path: string, viewport?: { width: number; height: number }): Promise<Page> {
  const [page, { cookie }] = await Promise.all([browser.page(viewport), served.visitor(login)]);
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await page.context().addCookies([{ name, value, url: served.base }]);
  page.setDefaultTimeout(15_000);
  await page.goto(served.base + path);
  await page.getByRole('navigation', { name: '菜单' }).or(page.getByRole('button', { name: '菜单' })).first().waitFor();
  return page;
}

/**
 * Chooses from a list that opens under a field, and sees what then is shown (the choice in the field, unless named otherwise):
 * a click on a list that is still scrolling can miss.
 */
export async function choose(page: Page, field: Locator, title: string, shown?: Locator): Promise<void> {
  const seen = shown ?? field.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " ant-select ")][1]').getByText(title, { exact: true });
  for (let attempt = 1; ; attempt += 1) {
    await field.click();
    await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').getByTitle(title, { exact: true }).click();
    const chosen = await seen.waitFor({ timeout: 5_000 }).then(() => true, () => false);
    if (chosen) return;
    if (attempt === 3) throw new Error(`The list does not take the choice “${title}”.`);
  }
}
