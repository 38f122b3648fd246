import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleGraph } from '../packages/pages/test/support/sample-graph.ts';
import { type ServedPages, servePages } from '../packages/pages/test/support/serve-pages.ts';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (browserPath === undefined) {
  if (process.env['CI'] === 'true') throw new Error('CI must run the browser tests: install chromium.');
  process.stderr.write('Tests of pages in a browser skipped: no chromium at /usr/bin.\n');
}
const inBrowser = it.skipIf(browserPath === undefined);

/** Somebody who has signed in, with words as long as they come. */
const session = {
  name: 'Probation practitioner with a name that goes on for longer than a telephone is wide',
  organisation: 'Probation Service, Greater Manchester',
  roles: ['probation-practitioner', 'a-role-that-the-hub-does-not-know'],
  purposes: ['supervision', 'employment-support'],
  purpose: 'supervision',
};

let pages: ServedPages;
let browser: Browser;
beforeAll(async () => {
  if (browserPath === undefined) return;
  pages = await servePages(sampleGraph, { sessionOf: () => session, registryUrl: 'http://127.0.0.1:4400' });
  browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
});
afterAll(async () => {
  await browser?.close();
  await pages?.[Symbol.asyncDispose]();
});

/** Every kind of page, errors among them. */
const everyPage: Readonly<Record<string, string>> = {
  'the front page': '/',
  'the dashboard': '/outcomes?region=N50',
  'a dashboard with errors': '/outcomes?from=soon&to=never&asOf=x',
  'the list of measures': '/outcomes/measures?q=days',
  'a measure by two dimensions': '/outcomes/measures/assessed-in-time?by=COMPLEXITY&by2=SEX',
  'a measure of days with curves': '/outcomes/measures/days-to-outcome?by=SEX',
  'the funnel': '/outcomes/funnel',
  'the cohort builder with a choice': '/outcomes/cohorts?sex=F&regionCodes=N50',
  'two cohorts compared': '/outcomes/cohorts/compare?measure=ete-outcome&a=short-sentences%401&b=women%403',
  'the form for a person': '/people',
  'a person’s journey': '/people/X123456',
  'an address that is none': '/nowhere',
};

async function open(
  path: string,
  options: BrowserContextOptions = {},
): Promise<AsyncDisposable & { page: Page }> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(new URL(path, pages.url).href);
  return { page, [Symbol.asyncDispose]: () => context.close() };
}

inBrowser.each(Object.entries(everyPage))(
  '%s has no fault of accessibility, breaks no policy, and fits 320 pixels',
  async (_, path) => {
    await using opened = await open(path, { viewport: { width: 1100, height: 900 } });
    const { page } = opened;
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.reload();
    expect(complaints.filter((text) => !text.includes('Failed to load resource'))).toEqual([]);
    const faults = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    };
    for (const details of await page.locator('details > summary').all()) await details.click();
    expect(await faults()).toEqual([]);
    await page.setViewportSize({ width: 320, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  },
  60_000,
);

/** Goes on with the Tab key until what has the focus is this. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 400; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`no Tab leads to ${selector}`);
}

inBrowser(
  'the dashboard is used with the keyboard alone',
  async () => {
    await using opened = await open('/outcomes');
    const { page } = opened;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(page.url()).toContain('#main-content');
    await tabTo(page, '#region');
    await page.keyboard.type('Greater Man');
    await tabTo(page, 'form button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/region=N50/);
    expect(await page.locator('.govuk-caption-xl').textContent()).toBe('Greater Manchester');
    await tabTo(page, '#ete-outcome summary');
    await page.keyboard.press('Enter');
    expect(await page.locator('#ete-outcome details').getAttribute('open')).not.toBeNull();
    await tabTo(page, '#ete-outcome a[href*=".csv?"]');
  },
  60_000,
);

inBrowser(
  'a cohort is chosen and saved with the keyboard alone',
  async () => {
    await using opened = await open('/outcomes/cohorts');
    const { page } = opened;
    await tabTo(page, '#sex');
    await page.keyboard.press('Space');
    await tabTo(page, 'form button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sex=F/);
    await tabTo(page, '#name');
    await page.keyboard.type('short-sentences');
    await tabTo(page, '#title');
    await page.keyboard.type('Short sentences');
    await page.keyboard.press('Enter');
    await page.waitForURL(/saved=short-sentences/);
    expect(await page.getByText('Saved as short-sentences@2.').count()).toBe(1);
  },
  60_000,
);

inBrowser(
  'pages work without script, and print',
  async () => {
    await using opened = await open('/people', { javaScriptEnabled: false });
    const { page } = opened;
    await page.getByLabel('Identifier').fill('X123456');
    await page.getByRole('button', { name: 'Show the journey' }).click();
    await page.waitForURL(/\/people\/X123456/);
    expect(await page.locator('.moj-timeline__item').count()).toBe(5);
    await page.goto(new URL('/outcomes', pages.url).href);
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('form').first().isVisible()).toBe(false);
    expect(await page.locator('svg').first().isVisible()).toBe(true);
  },
  60_000,
);

inBrowser(
  'in grey, series differ by pattern or by the way a line is drawn',
  async () => {
    await using bars = await open('/outcomes/measures/assessed-in-time?by=COMPLEXITY&by2=SEX');
    expect(await bars.page.locator('.tg-chart__wide svg pattern').count()).toBeGreaterThan(0);
    await using lines = await open('/outcomes/measures/assessed-in-time?by=QUARTER&by2=SEX');
    expect(await lines.page.locator('.tg-chart__wide svg path[stroke-dasharray]').count()).toBeGreaterThan(0);
  },
  60_000,
);
