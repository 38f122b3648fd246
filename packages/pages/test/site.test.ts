import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedPages, servePages } from './support/serve-pages.ts';

let pages: ServedPages;
beforeAll(async () => {
  pages = await servePages(async () => ({ data: {} }), { registryUrl: 'http://127.0.0.1:4400' });
});
afterAll(() => pages[Symbol.asyncDispose]());

test('the front page leads to GraphiQL, outcomes, registry and people', async () => {
  const response = await pages.get('/');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await response.text();
  for (const href of ['/graphql', '/outcomes', '/people', 'http://127.0.0.1:4400/v1/openapi.json']) {
    expect(html).toContain(`href="${href}"`);
  }
  expect(html).toMatch(/<html lang="en"/);
  expect(html).toContain('href="#main-content"');
});

test('programs that ask for no page are led to the graph as before', async () => {
  const response = await pages.get('/', { accept: 'application/json' });
  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe('/graphql');
  expect(response.headers.get('vary')).toContain('accept');
});

test('pages run no script and load nothing from elsewhere', async () => {
  const response = await pages.get('/');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toMatch(/script-src|unsafe/);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const html = await response.text();
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/);
  for (const [, address] of html.matchAll(/<(?:link|img)[^>]+(?:href|src)="([^"]+)"/g)) {
    expect(address).toMatch(/^\/assets\//);
  }
});

test('style sheets may be kept for a year, and name only what is served', async () => {
  const html = await (await pages.get('/')).text();
  const styles = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href ?? '');
  expect(styles).toHaveLength(3);
  for (const style of styles) {
    const response = await pages.get(style, { 'accept-encoding': 'identity' });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const css = await response.text();
    // Licensed for services on GOV.UK alone.
    expect(css).not.toMatch(/GDS Transport|@font-face|govuk-crest/);
    for (const [, address] of css.matchAll(/url\((?!"data:)"?([^)"]+)"?\)/g)) {
      expect((await pages.get(address ?? '')).status, address).toBe(200);
    }
    const zipped = await pages.get(style, { 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(await zipped.text()).toBe(css);
  }
  expect((await pages.get('/assets/nothing.css')).status).toBe(404);
});

test('an address that is none is told in words to people, and in JSON to programs', async () => {
  const page = await pages.get('/outcomes/nowhere<script>');
  expect(page.status).toBe(404);
  expect(await page.text()).toContain('Page not found');
  const program = await pages.get('/nowhere', { accept: 'application/json' });
  expect(program.status).toBe(404);
  expect(program.headers.get('content-type')).toContain('application/json');
});
