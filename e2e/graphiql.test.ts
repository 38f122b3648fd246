import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HubProcess, startHubProcess, temporaryDirectory } from './support/hub-process.ts';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (browserPath === undefined) {
  if (process.env['CI'] === 'true') throw new Error('CI must run the browser tests: install chromium.');
  process.stderr.write('Browser tests skipped: no chromium at /usr/bin.\n');
}

const data = temporaryDirectory();
let hub: HubProcess;
let browser: Browser;

beforeAll(async () => {
  if (browserPath === undefined) return;
  hub = startHubProcess(['up'], { HUB_DATA: data.path, HUB_PEOPLE: '5' });
  browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  await hub.ready;
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await hub?.stop();
  data[Symbol.dispose]();
});

it.skipIf(browserPath === undefined)(
  'GraphiQL opens with the journey query, runs it, and asks nothing of the internet',
  async () => {
    const url = await hub.ready;
    const page = await browser.newPage();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(url).origin) && /^https?:/.test(request.url()))
        elsewhere.push(request.url());
    });
    await page.goto(url);
    await page.getByText('query Journey').first().waitFor({ timeout: 30_000 });
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('Journey') ?? false,
    );
    await page.getByLabel(/Execute query/).click();
    expect(await (await answered).json()).toMatchObject({ data: { offender: { custody: [{}] } } });
    const shown = page.locator('.result-window');
    await shown.getByText('"offender"').waitFor();
    expect(await shown.textContent()).not.toContain('"errors"');
    expect(elsewhere).toEqual([]);
  },
  90_000,
);
