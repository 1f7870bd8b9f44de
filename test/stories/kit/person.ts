/** Somebody at a screen: what they do is named as the page names it, and what they see is waited for. */
import { randomUUID } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { demoPassword } from '../../../seeds/demo/accounts.ts';
import { screenshot } from '../../kit/browser.ts';

/** What the API answers: its data, or what it refused and why, in Chinese. */
export interface Answer<Data> {
  data: Data;
  refused: string[];
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

export class Person {
  readonly page: Page;
  readonly address: string;

  constructor(page: Page, address: string) {
    this.page = page;
    this.address = address;
    page.setDefaultTimeout(90_000);
  }

  async tries(login: string, password: string): Promise<void> {
    await this.types('用户名', login);
    await this.types('密码', password);
    await this.presses('登录');
  }

  /** Signs in and lands on the home page of 2026. */
  async signsIn(login: string): Promise<this> {
    await this.opens('/?year=2026');
    await this.tries(login, demoPassword);
    await this.page.getByRole('navigation', { name: '菜单' }).or(this.page.getByRole('button', { name: '菜单' })).waitFor();
    return this;
  }

  /** By the menu, or by loading it again: what waits there is asked for anew. */
  async goesHome(): Promise<void> {
    if (new URL(this.page.url()).pathname === '/') await this.page.reload();
    else await this.page.getByRole('link', { name: '首页', exact: true }).click();
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(this.address + path);
  }

  async types(label: string, text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label, exact: true }).fill(text);
  }

  async chooses(label: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: label, exact: true }).click();
    await this.page.locator('.ant-select-dropdown:visible').getByTitle(option, { exact: true }).click();
  }

  async presses(name: string, within: Page | Locator = this.page): Promise<void> {
    await within.getByRole('button', { name, exact: true }).click();
  }

  async follows(link: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name: link }).click();
  }

  async sees(text: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    await within.getByText(text).first().waitFor();
  }

  async seesHeading(text: string): Promise<void> {
    await this.page.getByRole('heading', { name: text, exact: true }).waitFor();
  }

  /** A figure that explains itself, by its title. */
  figure(title: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${escaped(title)}：.*，查看来历$`) });
  }

  /** The amount stands on the page under this title, once or more often. */
  async seesFigure(title: string, amount: string): Promise<void> {
    await this.figure(title).filter({ hasText: new RegExp(`^${escaped(amount)}$`) }).first().waitFor();
  }

  async seesFigures(amounts: Readonly<Record<string, string>>): Promise<void> {
    for (const [title, amount] of Object.entries(amounts)) await this.seesFigure(title, amount);
  }

  /** Opens the explanation of a figure, and gives the panel. */
  async asksWhy(title: string): Promise<Locator> {
    await this.figure(title).first().click();
    const panel = this.page.getByRole('dialog');
    await panel.getByRole('heading', { name: '规则', exact: true }).waitFor();
    return panel;
  }

  async closesPanel(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await this.page.getByRole('dialog').waitFor({ state: 'hidden' });
  }

  /** Turns the pages of the long table until what is wanted is there. */
  async turnsPagesTo(wanted: Locator): Promise<void> {
    while (await wanted.count() === 0) await this.page.getByTitle('下一页').getByRole('button').click();
  }

  /** Signs what the page shows for an office. */
  async signsFor(office: string): Promise<void> {
    const name = `签署“${office}”`;
    await this.presses(name);
    await this.presses(name, this.page.getByRole('dialog'));
    // the message passes in seconds; what stays is that the signature is no longer asked for
    const asked = this.page.getByRole('button', { name }).first();
    const gone = await asked.waitFor({ state: 'detached', timeout: 30_000 }).then(() => true, () => false);
    if (gone) return;
    // a click on a dialog that still opens is lost on a busy machine
    await this.page.reload();
    await asked.waitFor();
    await this.presses(name);
    await this.presses(name, this.page.getByRole('dialog'));
    await asked.waitFor({ state: 'detached' });
  }

  /** A picture of what is seen, in .data/screenshots. */
  async picture(name: string): Promise<void> {
    await screenshot(this.page, name);
  }

  /** Asks the API with the cookie of this screen, each time under a key of its own. */
  async asks<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<Data>> {
    const response = await this.page.request.post(`${this.address}/graphql`, { data: { query, variables }, headers: { 'idempotency-key': randomUUID() } });
    const { data, errors = [] } = await response.json() as { data: Data; errors?: Array<{ message: string; extensions: { messages?: { zh: string } } }> };
    return { data, refused: errors.map(({ message, extensions }) => extensions.messages?.zh ?? message) };
  }
}
