import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type HubProcess, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';
import { headersFor, issuerOf } from './support/tokens.ts';

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (browserPath === undefined) {
  if (process.env['CI'] === 'true') throw new Error('CI must run the browser tests: install chromium.');
  process.stderr.write('Browser tests skipped: no chromium at /usr/bin.\n');
}

const data = await preparedDirectory();
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
    await page.setExtraHTTPHeaders(await headersFor(url));
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

it.skipIf(browserPath === undefined)(
  'a page on another port may ask where its origin is allowed, and nowhere else',
  async () => {
    await using site = await serveEmptyPage();
    const open = startHubProcess(['gateway', '--supergraph', 'schemas/supergraph.graphql'], {
      HUB_ISSUER: issuerOf(data.path) ?? '',
      HUB_CORS_ORIGINS: `https://caseload.example.org,${site.origin}`,
    });
    try {
      const page = await browser.newPage();
      await page.goto(site.origin);
      const ask = async (gateway: HubProcess) => {
        const url = await gateway.ready;
        return page.evaluate(askFromPage, { url, headers: await headersFor(url) });
      };
      const allowed = { status: 200, requestId: 'from-a-page', text: '{"data":{"__typename":"Query"}}\n' };
      expect(await ask(open)).toEqual(allowed);
      expect(await ask(hub)).toBe('TypeError');
    } finally {
      await open.stop();
    }
  },
  90_000,
);

/** Runs in the page: asks as clients do, with headers that need a preflight, and reads what may be read. */
async function askFromPage({ url, headers }: { url: string; headers: Record<string, string> }) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json',
        'x-request-id': 'from-a-page',
        'apollo-require-preflight': 'true',
        'apollographql-client-name': 'caseload',
        'apollographql-client-version': '1.4.0',
        ...headers,
      },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    return {
      status: response.status,
      requestId: response.headers.get('x-request-id'),
      text: await response.text(),
    };
  } catch (error) {
    return (error as Error).name;
  }
}

/** Serves an empty page on a port of its own. */
async function serveEmptyPage(): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>A front end</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
