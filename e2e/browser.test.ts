import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask, type HubProcess, startHubProcess } from './support/hub-process.ts';
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

/** What axe finds wrong with a page. */
async function faultsOf(page: Page): Promise<{ readonly faults: readonly string[] }> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return { faults: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`) };
}

/** A context of its own, with what it asked elsewhere than at the hub and its issuer. */
async function openContext(): Promise<
  AsyncDisposable & { page: Page; elsewhere: string[]; asked: Request[] }
> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const own = new Set([await hub.ready, issuerOf(data.path) ?? ''].map((url) => new URL(url).origin));
  const elsewhere: string[] = [];
  const asked: Request[] = [];
  page.on('request', (request) => {
    asked.push(request);
    if (/^https?:/.test(request.url()) && !own.has(new URL(request.url()).origin))
      elsewhere.push(request.url());
  });
  return { page, elsewhere, asked, [Symbol.asyncDispose]: () => context.close() };
}

it.skipIf(browserPath === undefined)(
  'one click leads to GraphiQL, which runs the journey query, keeps no secret, and asks nothing of the internet',
  async () => {
    const url = await hub.ready;
    await using opened = await openContext();
    const { page, elsewhere, asked } = opened;
    await page.goto(new URL('/sign-out', url).href);
    // What an earlier version kept: a token that somebody pasted.
    await page.evaluate(() => {
      localStorage.setItem('graphiql:headers', '{"authorization":"Bearer eyJpasted"}');
      localStorage.setItem('graphiql:shouldPersistHeaders', 'true');
    });
    await page.goto(url);
    expect(new URL(page.url()).origin).toBe(issuerOf(data.path));
    await page.getByRole('button', { name: 'Probation practitioner' }).click();
    await page.waitForURL(url);
    await page.getByText('query Journey').first().waitFor({ timeout: 30_000 });
    const bar = page.getByRole('banner', { name: 'Who has signed in' });
    expect(await bar.textContent()).toContain('Signed in as');
    const answered = page.waitForResponse(
      (response) => response.request().postData()?.includes('Journey') ?? false,
    );
    await page.getByLabel(/Execute query/).click();
    const answer = await answered;
    expect(await answer.json()).toMatchObject({ data: { offender: { custody: [{}] } } });
    // As the page states it; the token is nothing that the browser has.
    const headers = await answer.request().allHeaders();
    expect([headers['throughgate-purpose'], headers['authorization']]).toEqual(['supervision', undefined]);
    const shown = page.locator('.result-window');
    await shown.getByText('"offender"').waitFor();
    expect(await shown.textContent()).not.toContain('"errors"');
    const seen = async () =>
      page.evaluate(() =>
        JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href]),
      );
    // GraphiQL keeps its tabs half a second after they change.
    await expect.poll(seen).toContain('tabState');
    expect(await seen()).not.toMatch(/eyJ|Bearer|throughgate-session|"throughgate-purpose/);
    expect(asked.map((request) => request.url()).join('\n')).not.toContain('eyJ');

    await page.getByLabel('Purpose').selectOption('employment-support');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.waitForLoadState();
    await page.getByText('query Journey').first().waitFor({ timeout: 30_000 });
    const again = page.waitForRequest((request) => request.postData()?.includes('Journey') ?? false);
    await page.getByLabel(/Execute query/).click();
    expect((await (await again).allHeaders())['throughgate-purpose']).toBe('employment-support');

    // What GraphiQL does when its half second ends while the answer that clears the browser is on its way.
    await page.evaluate(() => {
      addEventListener('pagehide', () => localStorage.setItem('graphiql:tabState', '{"tabs":["late"]}'));
    });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'You have signed out' }).waitFor();
    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({});
    const { faults } = await faultsOf(page);
    expect(faults).toEqual([]);
    await page.goto(url);
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(elsewhere).toEqual([]);
  },
  120_000,
);

it.skipIf(browserPath === undefined)(
  'GraphiQL subscribes to a journey as whoever has signed in, and shows each change of it until it is stopped',
  async () => {
    const url = await hub.ready;
    await using opened = await openContext();
    const { page, elsewhere } = opened;
    const [, crn = ''] = /Somebody to ask about: (\S+)/.exec(hub.stdout()) ?? [];
    const query = `subscription Watch { journeyChanged(identifier: "${crn}") { journey(first: 1) { edges { node { title } } } } }`;
    await page.goto(url);
    await page.getByRole('button', { name: 'Probation practitioner' }).click();
    await page.waitForURL(url);
    await page.goto(`${url}?${new URLSearchParams({ query })}`);
    await page.getByText('subscription Watch').first().waitFor({ timeout: 30_000 });
    const subscribed = page.waitForRequest((request) => request.postData()?.includes('Watch') ?? false);
    await page.getByLabel(/Execute query/).click();
    const headers = await (await subscribed).allHeaders();
    expect([headers['accept'], headers['authorization']]).toEqual([
      expect.stringContaining('text/event-stream'),
      undefined,
    ]);
    const shown = page.locator('.result-window');
    await shown.getByText('"journeyChanged"').waitFor();
    expect(await shown.textContent()).not.toMatch(/"errors"|telephone/i);
    const { errors } = await ask(
      url,
      'mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }',
      {
        input: {
          ...{ idempotencyKey: 'graphiql-subscribes', crn, type: 'COPT' },
          startsAt: '2026-11-30T10:00:00.000Z',
        },
      },
    );
    expect(errors).toBeUndefined();
    await expect.poll(() => shown.textContent(), { timeout: 30_000 }).toMatch(/telephone/i);
    const ended = page.waitForEvent('requestfailed', (request) => request.url() === url);
    await page.getByLabel(/Stop/).click();
    await ended;
    const open = async () => {
      const metrics = await (await fetch(new URL('/metrics', url))).text();
      return Number(/^gateway_live_subscribers{[^}]*} (\S+)$/m.exec(metrics)?.[1]);
    };
    await expect.poll(open).toBe(0);
    expect(elsewhere).toEqual([]);
  },
  90_000,
);

it.skipIf(browserPath === undefined)(
  'pages show each role what it may see, and forms go on with the cookie alone',
  async () => {
    const url = await hub.ready;
    await using opened = await openContext();
    const { page } = opened;
    const { pathname: _, origin } = new URL(url);
    await page.goto(`${origin}/people`);
    await page.getByRole('button', { name: 'Probation practitioner' }).click();
    await page.waitForURL(`${origin}/people`);
    expect(await page.locator('.tg-session').textContent()).toContain('Signed in as Probation practitioner');
    const [, crn = ''] = /Somebody to ask about: (\S+)/.exec(hub.stdout()) ?? [];
    await page.getByLabel('Identifier').fill(crn);
    await page.getByRole('button', { name: 'Show the journey' }).click();
    await page.waitForURL(`${origin}/people/${crn}`);
    expect(await page.locator('.moj-timeline__item').count()).toBeGreaterThan(0);
    await page.goto(`${origin}/outcomes`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You may not see outcomes');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('button', { name: 'Commissioner' }).click();
    await page.waitForURL(`${origin}/`);
    await page.goto(`${origin}/people`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You may not see single people');
    await page.goto(`${origin}/outcomes/cohorts?sex=F`);
    await page.getByLabel('Name', { exact: true }).fill('signed-in-women');
    await page
      .getByLabel(/Title|What it is|words/i)
      .first()
      .fill('Women, saved by who signed in');
    await page.keyboard.press('Enter');
    await page.waitForURL(/saved=signed-in-women/);
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
