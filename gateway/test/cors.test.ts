import { expect, test } from 'vitest';
import { serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';
import { sendRaw } from './support/send.ts';

const json = { 'content-type': 'application/json' };
const preflight = (origin: string, headers = 'content-type,x-request-id,apollo-require-preflight') => ({
  origin,
  'access-control-request-method': 'POST',
  'access-control-request-headers': headers,
});

test('pages of the origins that are named may ask, and no others', async () => {
  await using agencies = await serveAgencies();
  const app = 'https://app.example.org';
  await using gateway = await startTestGateway({
    supergraphSdl: compose(agencies.all),
    corsOrigins: [app, 'http://127.0.0.1:3000'],
  });
  const allowed = await sendRaw(gateway.url, 'OPTIONS', preflight(app));
  expect(allowed.status).toBe(204);
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': 'content-type,x-request-id,apollo-require-preflight',
    'access-control-max-age': '7200',
    vary: expect.stringMatching(/Origin/i),
  });
  expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();

  const body = '{"query":"{ hubOnly }"}';
  const asked = await sendRaw(gateway.url, 'POST', { ...json, origin: app }, body);
  expect(asked).toMatchObject({ status: 200, text: '{"data":{"hubOnly":"here"}}\n' });
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-expose-headers': 'x-request-id, www-authenticate',
    vary: expect.stringMatching(/Origin/i),
  });
  // A page must be able to read why it was refused.
  for (const [headers, text] of [
    [json, '{'],
    [{ 'content-type': 'text/csv' }, 'a'],
    [{ ...json, accept: 'text/csv' }, body],
    [json, ' '.repeat(1024 * 1024 + 1)],
  ] as const) {
    const refused = await sendRaw(gateway.url, 'POST', { ...headers, origin: app }, text);
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.headers['access-control-allow-origin']).toBe(app);
  }

  for (const origin of [
    'https://app.example.org.evil.org',
    'http://app.example.org',
    'https://app.example.org:8443',
    'http://127.0.0.1:3001',
    'http://localhost:3000',
    'null',
    'HTTPS://APP.EXAMPLE.ORG',
  ]) {
    const refused = await sendRaw(gateway.url, 'OPTIONS', preflight(origin));
    const other = await sendRaw(gateway.url, 'POST', { ...json, origin }, body);
    for (const { headers } of [refused, other]) {
      expect([origin, headers['access-control-allow-origin']]).toEqual([origin, undefined]);
      expect(headers['vary']).toMatch(/Origin/i);
    }
  }
  const page = await sendRaw(gateway.url, 'GET', { accept: 'text/html' });
  expect(page.headers['vary']).toBe('accept, accept-encoding, Origin');
});

test('nobody may as shipped', async () => {
  await using agencies = await serveAgencies();
  await using gateway = await startTestGateway({ supergraphSdl: compose(agencies.all) });
  const { status, headers } = await sendRaw(gateway.url, 'OPTIONS', preflight('http://localhost:3000'));
  expect(status).toBe(204);
  expect(headers['allow']).toBe('GET, POST, OPTIONS');
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});
