/** A real browser for tests, from npm packages alone: Chromium, and a font with Chinese glyphs. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

const installedChromium = '/usr/bin/chromium';
const screenshotDirectory = resolve('.data/screenshots');
/** Nothing here may reach out by itself: no updates, no QUIC. Pages are drawn without the detour over an imitated graphics card. */
const quiet = ['--disable-background-networking', '--disable-quic', '--disable-dev-shm-usage', '--no-sandbox', '--disable-gpu'];
/** What the package asks for and no reader's browser does: one process, which ends with its first page, and no same-origin rules. */
const unlikeReaders = ['--single-process', '--no-zygote', '--disable-web-security', '--allow-running-insecure-content'];
/** And an imitation of a graphics card, which costs more than drawing without one. */
const imitatedCard = ['--ignore-gpu-blocklist', '--in-process-gpu', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/** A started browser; `await using` closes it. */
export interface TestBrowser extends AsyncDisposable {
  browser: Browser;
  /** A page in Chinese with cookies of its own, 1440 × 900 unless another size is given. */
  page(viewport?: { width: number; height: number }): Promise<Page>;
}

/**
 * Starts Chromium: the one that CHROMIUM_PATH names, else the npm package's, else an installed one.
 * Throws with every reason when none starts.
 */
export async function startBrowser(): Promise<TestBrowser> {
  const settings = mkdtempSync(join(tmpdir(), 'fenpei-browser-'));
  writeFileSync(join(settings, 'fonts.conf'), fontSettings(join(settings, 'cache')));
  const environment = { ...process.env, FONTCONFIG_FILE: join(settings, 'fonts.conf') } as Record<string, string>;
  const failures: unknown[] = [];
  for (const candidate of candidates()) {
    try {
      const { executablePath, args } = await candidate();
      const browser = await playwright.launch({ executablePath, args: [...args, ...quiet], env: environment });
      return handle(browser, settings);
    } catch (error) {
      failures.push(error);
    }
  }
  rmSync(settings, { recursive: true });
  throw new AggregateError(failures, `No browser starts. Set CHROMIUM_PATH to a Chromium or Chrome.\n${failures.join('\n')}`);
}

type Candidate = () => Promise<{ executablePath: string; args: string[] }>;

function candidates(): Candidate[] {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) return [() => Promise.resolve({ executablePath: named, args: [] })];
  const packaged: Candidate = async () => {
    const { default: chromium } = await import('@sparticuz/chromium');
    return { executablePath: await chromium.executablePath(), args: chromium.args.filter((arg) => ![...unlikeReaders, ...imitatedCard].includes(arg)) };
  };
  return existsSync(installedChromium) ? [packaged, () => Promise.resolve({ executablePath: installedChromium, args: [] })] : [packaged];
}

function handle(browser: Browser, settings: string): TestBrowser {
  return {
    browser,
    page: (viewport = { width: 1440, height: 900 }) => browser.newPage({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' }),
    async [Symbol.asyncDispose]() {
      await browser.close();
      rmSync(settings, { recursive: true, force: true });
    },
  };
}

/** Without a font with Chinese glyphs, pages show boxes. */
function fontSettings(cache: string): string {
  const fonts = dirname(fileURLToPath(import.meta.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf')));
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${cache}</cachedir></fontconfig>
`;
}

/** Writes a picture of the page, when fonts are there and nothing moves, to .data/screenshots; gives the file's path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(screenshotDirectory, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const path = join(screenshotDirectory, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', timeout: 90_000 });
  return path;
}
