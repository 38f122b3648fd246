import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTokenVerifier, TokenError } from '@throughgate/identity';
import { personas, startIssuer } from '@throughgate/issuer';
import { createLogger, decodeCaller, type Logger } from '@throughgate/service';
import { createClient as createWebSocketClient } from 'graphql-ws';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { GatewayFeature, Pages } from '../src/index.ts';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { createBrowser, type TestBrowser } from './support/browser.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway, type TestOptions } from './support/gateway-client.ts';
import { openConnections } from './support/open-connections.ts';

const logger = createLogger('silent');
const sessionKey = 'a key for tests of sessions: 0123456789abcdef';
/** More roles than one cookie holds. */
const manyRoles = Array.from({ length: 110 }, (_, index) => `a-role-that-takes-its-place-${index}`);

let issuer: Awaited<ReturnType<typeof startIssuer>>;
let verifier: ReturnType<typeof createTokenVerifier>;
let agencies: Agencies;
let gateway: TestGateway;

/** A page that asks the graph, one that tells who has signed in, and a form that changes something. */
const pages: Pages =
  ({ ask, sessionOf }) =>
  async (app) => {
    app.get('/', async (_request, reply) => reply.type('text/html').send('<h1>Front</h1>'));
    app.get('/asked', (request) => ask('{ hubOnly }', {}, request));
    app.get('/who', async (request) => sessionOf(request) ?? {});
    app.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, done) => done(null));
    app.post('/saved', (request) => ask('mutation { note(text: "saved") }', {}, request));
  };

const opened = closedAfterAll();
beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sign-in-'));
  opened.defer(() => rmSync(directory, { recursive: true }));
  const { practitioner } = personas;
  issuer = await startIssuer({
    port: 0,
    directory,
    logger,
    personas: { ...personas, busy: { ...practitioner, roles: manyRoles as never } },
  });
  opened.defer(() => issuer.stop());
  verifier = createTokenVerifier({ issuer: issuer.url, audience: 'throughgate', logger });
  opened.defer(() => verifier.close());
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(await startSignInGateway());
});
beforeEach(() => {
  agencies.hub.requests.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
});

/** Tokens by which the gateway knew who asked, in their order. */
const tokens: string[] = [];

/** Has the tokens of requests told. */
const telling: GatewayFeature = {
  name: 'telling',
  onRequest({ headers }) {
    tokens.push((headers.authorization ?? '').replace(/^Bearer /, ''));
    return undefined;
  },
};

/** A logger that keeps what it is told. */
function recordingLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write = (...told: unknown[]) => void lines.push(JSON.stringify(told, (_, value) => value));
  const recording = createLogger('silent');
  for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) recording[level] = write;
  recording.child = () => recording as never;
  return { logger: recording, lines };
}
const recorded = recordingLogger();

/** Starts a gateway at which people sign in. */
function startSignInGateway(change: Partial<TestOptions> = {}): Promise<TestGateway> {
  return startTestGateway({
    supergraphSdl: compose(agencies.all),
    serviceKey: 'a key for tests of requests: 0123456789abcdef',
    pages,
    logger: recorded.logger,
    features: [telling],
    identity: { verifier },
    signIn: { issuer: issuer.url, clientId: 'throughgate-gateway', sessionKey },
    ...change,
  } as TestOptions);
}

const at = (path: string, of = gateway) => new URL(path, of.url).href;

async function signedIn(persona = 'practitioner', of = gateway): Promise<TestBrowser> {
  const browser = createBrowser();
  await browser.signIn(at('/graphql', of), persona);
  return browser;
}

/** What a page that a browser has opened is answered over a WebSocket, where the browser says these headers of the page. */
async function overWebSocket(browser: TestBrowser, page: Record<string, string>, of: TestGateway) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { ...page, ...(cookie === '' ? {} : { cookie }) };
  const client = createWebSocketClient({
    url: of.url.replace('http', 'ws'),
    retryAttempts: 0,
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocols: string) {
        super(url, { protocols: [protocols], headers } as never);
      }
    },
  });
  try {
    for await (const result of client.iterate({ query: '{ hubOnly }' })) return result;
    return undefined;
  } catch {
    return 'refused';
  } finally {
    await client.dispose();
  }
}

/** Who asked the subgraph last. */
function lastCaller() {
  return decodeCaller(String(agencies.hub.requests.at(-1)?.headers['throughgate-caller']));
}

/** Code and text of a refusal, as a page has them. */
async function refusal(response: Response) {
  const html = await response.text();
  expect(html).not.toMatch(/\n\s+at |node_modules|Error:/);
  return { status: response.status, code: /<small>([A-Z_]+),/.exec(html)?.[1], html };
}

const later = (milliseconds: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });

describe('signing in', () => {
  test('takes a browser from GraphiQL to the issuer, and after one click back', async () => {
    const browser = createBrowser();
    const first = await browser.get(at('/graphql?query={hubOnly}'));
    expect(first.status).toBe(302);
    expect(first.headers.get('location')).toBe('/sign-in?return=%2Fgraphql%3Fquery%3D%7BhubOnly%7D');
    const second = await browser.get(at(first.headers.get('location') ?? ''));
    const asked = new URL(second.headers.get('location') ?? '');
    expect(asked.origin).toBe(issuer.url);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'throughgate-gateway',
      redirect_uri: at('/sign-in/callback'),
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
    const landed = await browser.signIn(at('/graphql?query={hubOnly}'), 'practitioner');
    expect(landed.url).toBe(at('/graphql?query={hubOnly}'));
    expect(landed.response.status).toBe(200);
  });

  test('keeps the session where no script and no other site has it, and the token nowhere in the clear', async () => {
    const browser = createBrowser();
    const landed = await browser.signIn(at('/who'), 'practitioner');
    const session = browser.received.find((text) => text.startsWith('throughgate-session'));
    expect(session).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    await browser.ask(at('/graphql'), '{ hubOnly }');
    const token = tokens.at(-1) ?? '';
    expect(token).toMatch(/^eyJ/);
    const told = await (await browser.get(at('/sign-in/session'))).text();
    const everything = [landed.url, told, ...browser.received, ...recorded.lines].join('\n');
    const claims = String(token.split('.')[1]);
    expect(everything).not.toContain(claims);
    expect(everything).not.toContain(Buffer.from(claims, 'base64url').toString());
  });

  test('makes the session the token of questions, of pages and of what they ask in turn', async () => {
    const browser = await signedIn();
    const answer = await browser.ask(at('/graphql'), '{ hubOnly }');
    expect(await answer.json()).toEqual({ data: { hubOnly: 'here' } });
    const caller = { id: 'practitioner', kind: 'person', purpose: 'supervision' };
    expect(lastCaller()).toMatchObject(caller);
    agencies.hub.requests.length = 0;
    expect(await (await browser.get(at('/asked'))).json()).toEqual({ data: { hubOnly: 'here' } });
    expect(lastCaller()).toMatchObject(caller);
    expect(await (await browser.post(at('/saved'), {})).json()).toEqual({ data: { note: 'saved' } });
  });

  test('tells pages and GraphiQL who it is, in answers that nobody keeps', async () => {
    const browser = await signedIn();
    const told = await browser.get(at('/sign-in/session'));
    expect(told.headers.get('cache-control')).toBe('no-store');
    expect(await told.json()).toMatchObject({
      name: personas.practitioner.title,
      organisation: personas.practitioner.organisation,
      roles: ['probation-practitioner'],
      purpose: 'supervision',
      purposes: [{ id: 'supervision', describes: /Supervising/ }, { id: 'employment-support' }],
    });
    const who = (await (await browser.get(at('/who'))).json()) as object;
    expect(who).toMatchObject({ name: personas.practitioner.title, purpose: 'supervision' });
    expect(Object.keys(who)).not.toContain('token');
    const nobody = await createBrowser().get(at('/sign-in/session'), { accept: 'application/json' });
    expect(nobody.status).toBe(401);
    expect(await nobody.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('leads back only into this gateway', async () => {
    for (const wanted of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      '\\\\evil.example/',
      '/\t/evil.example/',
      '/.//evil.example/',
      '/%0d%0aset-cookie:x=y/..//evil.example',
      'javascript:alert(1)',
      'graphql',
      '',
      '/sign-in?return=/',
      '/sign-in/callback?state=x',
      '/sign-out',
    ]) {
      const answer = await createBrowser().get(at(`/sign-in?${new URLSearchParams({ return: wanted })}`));
      expect([wanted, await refusal(answer)]).toMatchObject([wanted, { status: 400, code: 'BAD_REQUEST' }]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    const twice = await createBrowser().get(at('/sign-in?return=/&return=//evil.example'));
    expect(twice.status).toBe(400);
  });

  test('remembers of a very long address the path', async () => {
    const landed = await createBrowser().signIn(at(`/graphql?query=${'x'.repeat(5_000)}`), 'practitioner');
    expect(landed.url).toBe(at('/graphql'));
  });

  test('goes on in each of several tabs', async () => {
    const browser = createBrowser();
    const [one, other] = [await browser.follow(at('/who')), await browser.follow(at('/graphql'))];
    for (const [choice, path] of [
      [one, '/who'],
      [other, '/graphql'],
    ] as const) {
      const action = /action="([^"]+)"/.exec(choice.html)?.[1] ?? '';
      const chosen = await browser.post(new URL(action, choice.url), { persona: 'practitioner' });
      expect((await browser.follow(chosen.headers.get('location') ?? '')).url).toBe(at(path));
    }
  });

  test('begins at the address that the issuer sends people back to, whatever name of this machine was opened', async () => {
    const { port } = new URL(gateway.url);
    const answer = await createBrowser().get(`http://localhost:${port}/sign-in?return=/who`);
    expect(answer.headers.get('location')).toBe(at('/sign-in?return=/who'));
    // A name that somebody else made to lead here is no name of this machine.
    const { statusCode, headers } = await import('undici').then(({ request }) =>
      request(at('/sign-in?return=/who'), { headers: { host: 'evil.example', accept: 'text/html' } }),
    );
    expect([statusCode, String(headers['location'])]).toEqual([
      302,
      expect.stringContaining(`${issuer.url}/`),
    ]);
  });

  test('keeps a token that is longer than a cookie', async () => {
    const browser = await signedIn('busy');
    expect([...browser.cookies.keys()].filter((name) => name.startsWith('throughgate-session')).length).toBe(
      2,
    );
    await browser.ask(at('/graphql'), '{ hubOnly }');
    expect(lastCaller()).toMatchObject({ roles: manyRoles });
    const names = [...browser.cookies.keys()].filter((name) => name.startsWith('throughgate-session'));
    await browser.signIn(at('/sign-in?return=/who'), 'practitioner');
    expect([...browser.cookies.keys()].filter((name) => names.includes(name))).toHaveLength(1);
    expect(await (await browser.get(at('/who'))).json()).toMatchObject({ roles: ['probation-practitioner'] });
  });
});

describe('a browser without a session', () => {
  test('is sent to sign in where it asks for a page, and nowhere else', async () => {
    const browser = createBrowser();
    for (const path of ['/', '/asked', '/graphql']) {
      const answer = await browser.get(at(path));
      expect([path, answer.status, answer.headers.get('location')]).toEqual([
        path,
        302,
        `/sign-in?return=${encodeURIComponent(path)}`,
      ]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    expect((await browser.get(at('/health/live'))).status).toBe(200);
    expect((await browser.get(at('/metrics'))).status).toBe(200);
    expect((await browser.get(at('/nowhere'))).status).toBe(404);
    const program = await browser.get(at('/graphql?query={hubOnly}'), { accept: 'application/json' });
    expect(program.status).toBe(401);
    expect((await browser.ask(at('/graphql'), '{ hubOnly }')).status).toBe(401);
    expect(agencies.hub.requests).toEqual([]);
  });

  test('is one whose cookie was altered, taken from another gateway, made for something else, or is over', async () => {
    const browser = await signedIn();
    const [name = '', value = ''] =
      [...browser.cookies].find(([one]) => one.startsWith('throughgate-session')) ?? [];
    const bytes = Buffer.from(value);
    const foreign = opened.use(
      await startSignInGateway({
        signIn: {
          issuer: issuer.url,
          clientId: 'throughgate-gateway',
          sessionKey: `${sessionKey}, another`,
        },
      }),
    );
    const [, ofAnother = ''] =
      [...(await signedIn('practitioner', foreign)).cookies].find(([one]) => one.includes('session')) ?? [];
    const underWay = createBrowser();
    await underWay.get(at('/sign-in'));
    const [, flow = ''] = [...underWay.cookies].find(([one]) => one.startsWith('throughgate-sign-in')) ?? [];
    const altered = [...Array(12).keys()].map((index) => {
      const place = Math.floor(((index + 0.5) / 12) * bytes.length);
      const changed = Buffer.from(bytes);
      changed[place] = changed[place] === 0x41 ? 0x42 : 0x41;
      return changed.toString();
    });
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const unsigned = Buffer.from(JSON.stringify({ token: 'x', exp: 9_999_999_999 })).toString('base64url');
    for (const bad of [
      ...altered,
      ofAnother,
      flow,
      '',
      '1.',
      '9.x',
      value.slice(2),
      `1.${none}.${unsigned}.`,
    ]) {
      browser.cookies.set(name, bad);
      expect([bad, (await browser.ask(at('/graphql'), '{ hubOnly }')).status]).toEqual([bad, 401]);
      expect((await browser.get(at('/who'))).status).toBe(302);
    }
    browser.cookies.set(name, value);
    expect((await browser.ask(at('/graphql'), '{ hubOnly }')).status).toBe(200);
    later(8 * 3_600_000 + 60_000);
    expect((await browser.ask(at('/graphql'), '{ hubOnly }')).status).toBe(401);
    expect((await browser.get(at('/who'))).headers.get('location')).toBe('/sign-in?return=%2Fwho');
  });
});

test('a session ends where its token is refused, and waits where nobody knows', async () => {
  let code: 'TOKEN_REFUSED' | 'ISSUER_UNAVAILABLE' | undefined;
  const verify = async (token: string) => {
    if (code) throw new TokenError(code, 'The token is not taken.');
    return verifier.verify(token);
  };
  await using fickle = await startSignInGateway({ identity: { verifier: { issuer: issuer.url, verify } } });
  const browser = await signedIn('practitioner', fickle);
  expect((await browser.get(at('/who', fickle))).status).toBe(200);
  code = 'TOKEN_REFUSED';
  expect((await browser.get(at('/who', fickle))).headers.get('location')).toBe('/sign-in?return=%2Fwho');
  expect((await browser.ask(at('/graphql', fickle), '{ hubOnly }')).status).toBe(401);
  code = 'ISSUER_UNAVAILABLE';
  const answer = await browser.ask(at('/graphql', fickle), '{ hubOnly }');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'ISSUER_UNAVAILABLE' } }] });
});

describe('a request that another site may have made', () => {
  const json = { 'content-type': 'application/json' };
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await signedIn();
  });
  test.each<[string, Record<string, string>]>([
    ['of another origin', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['of another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
    ['of an origin that is not told', { origin: 'null' }],
    ['of the same host without TLS as if with', { origin: 'https://127.0.0.1' }],
    ['by the browser’s word of another site', { 'sec-fetch-site': 'same-site' }],
    ['of a form', { 'content-type': 'text/plain' }],
    ['of a form with JSON in it', { 'content-type': 'text/plain; application/json' }],
    ['of an encoded form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['of something like JSON', { 'content-type': 'application/jsonx' }],
  ])('is not answered by the session: %s', async (_, headers) => {
    const answer = await browser.ask(at('/graphql'), 'mutation { note(text: "forged") }', headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(agencies.hub.requests).toEqual([]);
  });

  test('is not answered by the session: without an origin, and by GET of any kind', async () => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const { request } = await import('undici');
    const send = async (method: 'GET' | 'POST' | 'HEAD', headers: Record<string, string>, search = '') => {
      const body = method === 'POST' ? '{"query":"{ hubOnly }"}' : null;
      const answer = await request(at(`/graphql${search}`), {
        method,
        headers: { cookie, ...headers },
        body,
      });
      return [answer.statusCode, await answer.body.text()] as const;
    };
    const query = '?query={hubOnly}';
    const origin = new URL(gateway.url).origin;
    for (const [status, text] of [
      await send('POST', json),
      await send('GET', { accept: 'application/json' }, query),
      await send('GET', { ...json, origin, 'sec-fetch-site': 'same-origin', accept: '*/*' }, query),
      await send('GET', { 'content-type': 'application/x-www-form-urlencoded' }, query),
      await send('GET', { 'content-type': 'message/sse', 'x-apollo-operation-name': 'q' }, query),
    ]) {
      expect([status, text]).toEqual([403, expect.stringContaining('"FORBIDDEN"')]);
    }
    const [head] = await send('HEAD', {}, query);
    expect(head).toBeGreaterThanOrEqual(400);
    expect(agencies.hub.requests).toEqual([]);
  });

  test('changes nothing by the forms of pages, the purpose or the way out', async () => {
    for (const path of ['/saved', '/sign-in/purpose', '/sign-out']) {
      for (const headers of [
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
        { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
        { origin: 'null', 'sec-fetch-site': 'none' },
      ]) {
        const answer = await browser.post(at(path), { purpose: 'employment-support' }, headers);
        expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 403, []]);
      }
    }
    expect(agencies.hub.requests).toEqual([]);
    expect(await (await browser.get(at('/who'))).json()).toMatchObject({ purpose: 'supervision' });
  });

  test('opens no WebSocket as whoever has signed in, not even from an origin that may ask with a token', async () => {
    const desk = 'https://desk.example';
    await using listed = await startSignInGateway({ corsOrigins: [desk] });
    const visitor = await signedIn('practitioner', listed);
    const own = { origin: new URL(listed.url).origin, 'sec-fetch-site': 'same-origin' };
    expect(await overWebSocket(visitor, own, listed)).toEqual({ data: { hubOnly: 'here' } });
    expect(lastCaller()).toMatchObject({ id: 'practitioner', purpose: 'supervision' });
    agencies.hub.requests.length = 0;
    for (const headers of [
      { origin: desk, 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { origin: 'http://127.0.0.1:1' },
      { origin: 'null' },
      // A program that says nothing of where it is has no session either.
      {},
    ]) {
      expect([headers, await overWebSocket(visitor, headers, listed)]).toEqual([headers, 'refused']);
    }
    expect(await overWebSocket(createBrowser(), own, listed)).toBe('refused');
    expect(agencies.hub.requests).toEqual([]);
    // And none of those who were refused keeps a connection.
    await expect.poll(() => openConnections(listed.gateway.service.app)).toBe(0);
  });

  test('with a token of its own is left to that token', async () => {
    const commissioner = `Bearer ${await issuer.issue('commissioner')}`;
    await browser.ask(at('/graphql'), '{ hubOnly }', {
      authorization: commissioner,
      origin: 'https://app.example',
    });
    expect(lastCaller()).toMatchObject({ id: 'commissioner' });
    expect(lastCaller()?.purpose).not.toBe('supervision');
    for (const authorization of ['Bearer made-up', '']) {
      expect((await browser.ask(at('/graphql'), '{ hubOnly }', { authorization })).status).toBe(401);
    }
    expect(await (await browser.get(at('/who'), { authorization: commissioner })).json()).toEqual({});
  });
});

describe('the issuer’s answer', () => {
  /** Goes as far as the address with which the issuer sends the browser back. */
  async function callbackOf(browser: TestBrowser, persona = 'practitioner'): Promise<string> {
    const choice = await browser.follow(at('/who'));
    const action = /action="([^"]+)"/.exec(choice.html)?.[1] ?? '';
    let { headers } = await browser.post(new URL(action, choice.url), { persona });
    while (!headers.get('location')?.startsWith(at('/sign-in/callback'))) {
      ({ headers } = await browser.get(headers.get('location') ?? ''));
    }
    return headers.get('location') ?? '';
  }

  test('is taken once', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser);
    const cookies = new Map(browser.cookies);
    expect((await browser.get(callback)).status).toBe(303);
    expect(await refusal(await browser.get(callback))).toMatchObject({
      status: 400,
      code: 'SIGN_IN_MISMATCH',
    });
    // Not even by whoever kept the cookie of before: the issuer knows its code.
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(await refusal(await browser.get(callback))).toMatchObject({ status: 502, code: 'SIGN_IN_FAILED' });
  });

  test('is taken by the browser that asked, in the sign-in that asked', async () => {
    const victim = createBrowser();
    await victim.get(at('/sign-in'));
    const callback = await callbackOf(createBrowser());
    for (const address of [
      callback,
      callback.replace(/state=[^&]+/, 'state=made-up'),
      callback.replace(/state=[^&]+&?/, ''),
      `${callback}&state=twice`,
      at('/sign-in/callback'),
    ]) {
      const answer = await victim.get(address);
      expect(await refusal(answer)).toMatchObject({ status: 400, code: 'SIGN_IN_MISMATCH' });
      expect(answer.headers.getSetCookie().join()).not.toContain('throughgate-session');
    }
  });

  test('is refused with a code of another sign-in, and from another issuer', async () => {
    const browser = createBrowser();
    const [one, other] = [await callbackOf(browser), await callbackOf(createBrowser())];
    const code = new URL(other).searchParams.get('code') ?? '';
    const mixed = new URL(one);
    mixed.searchParams.set('code', code);
    expect(await refusal(await browser.get(mixed))).toMatchObject({ code: 'SIGN_IN_FAILED' });
    const again = new URL(await callbackOf(browser));
    again.searchParams.set('iss', 'https://evil.example');
    expect(await refusal(await browser.get(again))).toMatchObject({ code: 'SIGN_IN_FAILED' });
  });

  test('may be that somebody is not let in, or nothing to begin with; what it says itself is not repeated', async () => {
    const browser = createBrowser();
    const denied = async (error: string) => {
      const url = new URL(await callbackOf(browser));
      url.searchParams.delete('code');
      url.searchParams.set('error', error);
      url.searchParams.set('error_description', 'Call 0800 000 <b>now</b>');
      const { html, ...rest } = await refusal(await browser.get(url));
      expect(html).not.toContain('0800');
      return rest;
    };
    expect(await denied('access_denied')).toEqual({ status: 403, code: 'SIGN_IN_DENIED' });
    expect(await denied('temporarily_unavailable')).toEqual({ status: 503, code: 'ISSUER_UNAVAILABLE' });
    expect(await denied('invalid_scope')).toEqual({ status: 502, code: 'SIGN_IN_FAILED' });
  });

  test('comes too late after ten minutes', async () => {
    const browser = createBrowser();
    const callback = await callbackOf(browser);
    later(601_000);
    expect(await refusal(await browser.get(callback))).toMatchObject({
      status: 400,
      code: 'SIGN_IN_EXPIRED',
    });
  });

  test('is refused where its token is none for this hub', async () => {
    const other = createTokenVerifier({ issuer: issuer.url, audience: 'another-hub', logger });
    opened.defer(() => other.close());
    await using stranger = await startSignInGateway({ identity: { verifier: other } });
    const landed = await createBrowser().signIn(at('/who', stranger), 'practitioner');
    expect(landed.response.status).toBe(502);
    expect(landed.response.headers.getSetCookie().join()).not.toContain('throughgate-session');
  });
});

test('while the issuer does not answer, people learn so, and sign in once it does', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sign-in-'));
  opened.defer(() => rmSync(directory, { recursive: true }));
  const first = await startIssuer({ port: 0, directory, logger });
  const port = Number(new URL(first.url).port);
  await first.stop();
  const { logger: told, lines } = recordingLogger();
  await using alone = await startSignInGateway({
    identity: { verifier: { issuer: first.url, verify: (token) => verifier.verify(token) } },
    signIn: { issuer: first.url, clientId: 'throughgate-gateway', sessionKey },
    logger: told,
  });
  const answer = await createBrowser().get(at('/sign-in?return=/who', alone));
  expect(await refusal(answer)).toMatchObject({ status: 503, code: 'ISSUER_UNAVAILABLE' });
  const program = await createBrowser().get(at('/sign-in', alone), { accept: 'application/json' });
  expect(await program.json()).toMatchObject({ errors: [{ extensions: { code: 'ISSUER_UNAVAILABLE' } }] });
  const again = await startIssuer({ port, directory, logger });
  opened.defer(() => again.stop());
  const begun = await createBrowser().get(at('/sign-in?return=/who', alone));
  expect(begun.status).toBe(302);
  expect(lines.join('')).toContain('ISSUER_UNAVAILABLE');
});

describe('somebody who has signed in', () => {
  test('chooses for what purpose they ask, among those they were granted', async () => {
    const browser = await signedIn();
    const chosen = await browser.post(at('/sign-in/purpose'), {
      purpose: 'employment-support',
      return: '/who',
    });
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, at('/who')]);
    await browser.ask(at('/graphql'), '{ hubOnly }');
    expect(lastCaller()).toMatchObject({ purpose: 'employment-support' });
    // A question may still state another.
    await browser.ask(at('/graphql'), '{ hubOnly }', { 'throughgate-purpose': 'supervision' });
    expect(lastCaller()).toMatchObject({ purpose: 'supervision' });
    for (const purpose of ['commissioning', '', '__proto__']) {
      const refused = await browser.post(at('/sign-in/purpose'), { purpose, return: '/who' });
      expect(await refusal(refused)).toMatchObject({ status: 403, code: 'PURPOSE_NOT_GRANTED' });
    }
    const elsewhere = { purpose: 'supervision', return: '//evil.example' };
    expect((await browser.post(at('/sign-in/purpose'), elsewhere)).headers.get('location')).toBe(at('/'));
    const stranger = await createBrowser().post(at('/sign-in/purpose'), { purpose: 'supervision' });
    expect(await refusal(stranger)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test('signs out, and whoever comes next must say who they are', async () => {
    const browser = await signedIn();
    const out = await browser.post(at('/sign-out'), {});
    expect([out.status, out.headers.get('location')]).toEqual([303, '/sign-out']);
    expect(out.headers.get('clear-site-data')).toBe('"storage"');
    expect([...browser.cookies.keys()].filter((name) => name.startsWith('throughgate-session'))).toEqual([]);
    expect(await (await browser.get(at('/sign-out'))).text()).toContain('You have signed out');
    expect((await browser.ask(at('/graphql'), '{ hubOnly }')).status).toBe(401);
    const next = await browser.get(at('/sign-in'));
    expect(new URL(next.headers.get('location') ?? '').searchParams.get('prompt')).toBe('login');
    const landed = await browser.signIn(at('/who'), 'commissioner');
    expect(landed.url).toBe(at('/who'));
    const after = await browser.get(at('/sign-in'));
    expect(new URL(after.headers.get('location') ?? '').searchParams.has('prompt')).toBe(false);
  });

  test('has over HTTPS cookies that belong to this host alone', async () => {
    await using secure = await startSignInGateway({
      host: '127.0.0.1',
      signIn: {
        issuer: issuer.url,
        clientId: 'throughgate-gateway',
        sessionKey,
        publicUrl: 'https://hub.example.org',
        audience: 'https://hub.example.org/graph',
      },
    });
    const answer = await createBrowser().get(at('/sign-in?return=/who', secure));
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^__Host-throughgate-sign-in=/);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const asked = new URL(answer.headers.get('location') ?? '').searchParams;
    expect(asked.get('redirect_uri')).toBe('https://hub.example.org/sign-in/callback');
    expect([asked.get('resource'), asked.get('audience')]).toEqual(
      Array(2).fill('https://hub.example.org/graph'),
    );
  });
});

test('a gateway at which nobody could sign in safely does not start', async () => {
  const how = { issuer: issuer.url, clientId: 'throughgate-gateway', sessionKey };
  await expect(startSignInGateway({ identity: undefined })).rejects.toThrow(/needs an issuer/);
  await expect(startSignInGateway({ host: '0.0.0.0' })).rejects.toThrow(/HUB_PUBLIC_URL/);
  for (const publicUrl of [
    'http://hub.example.org',
    'https://hub.example.org/path',
    'https://a:b@hub.example.org',
    'hub',
  ]) {
    await expect(startSignInGateway({ signIn: { ...how, publicUrl } })).rejects.toThrow(/HUB_PUBLIC_URL/);
  }
});
