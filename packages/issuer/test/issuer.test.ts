import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { purposes, scopes } from '@throughgate/identity';
import { createLogger } from '@throughgate/service';
import { createRemoteJWKSet, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { issuePersonaToken, personas, type RunningIssuer, startIssuer } from '../src/index.ts';

const logger = createLogger('silent');
const base = mkdtempSync(join(tmpdir(), 'issuer-'));
const directory = join(base, 'issuer');
const callback = 'http://127.0.0.1:4999/sign-in/callback';
const said = [
  ...(['log', 'info', 'warn', 'error'] as const).map((name) => vi.spyOn(console, name)),
  vi.spyOn(process, 'emitWarning'),
];
let issuer: RunningIssuer;

beforeAll(async () => {
  issuer = await startIssuer({ port: 0, directory, logger });
});
afterAll(async () => {
  await issuer.stop();
  rmSync(base, { recursive: true });
});

/** Verifies as whoever is asked with it should, by the keys that the issuer publishes now. */
async function verified(token: string, audience = 'throughgate'): Promise<JWTPayload> {
  const { jwks_uri: keys = '' } = await discovery();
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(keys)), {
    issuer: issuer.url,
    audience,
    typ: 'at+jwt',
    algorithms: ['ES256'],
    requiredClaims: ['sub', 'client_id', 'iat', 'exp'],
  });
  return payload;
}

async function discovery(): Promise<Record<string, string>> {
  const response = await fetch(`${issuer.url}/.well-known/openid-configuration`);
  return (await response.json()) as Record<string, string>;
}

describe('a token of a persona', () => {
  it('says who asks, for whom, with which roles and purposes', async () => {
    const payload = await verified(await issuer.issue('practitioner'));
    expect(payload).toMatchObject({
      sub: 'practitioner',
      client_id: 'hub',
      roles: ['probation-practitioner'],
      scope: '',
      organisation: 'Probation Service, Greater Manchester',
      purposes: ['supervision', 'employment-support'],
      subgraphs: [],
    });
    expect(Number(payload.exp) - Number(payload.iat)).toBe(3_600);
  });

  it('of the developer has every scope and every purpose', async () => {
    const payload = await verified(await issuer.issue('developer'));
    expect(String(payload['scope']).split(' ')).toEqual(Object.keys(scopes));
    expect(payload['purposes']).toEqual(Object.keys(purposes));
  });

  it('of a system names it as subject and client, as one that it has itself does', async () => {
    const payload = await verified(await issuer.issue('prisons-system'));
    expect(payload).toMatchObject({
      sub: 'prisons-system',
      client_id: 'prisons-system',
      subgraphs: ['prisons'],
    });
  });

  it('is kept to the purposes, the life and the audience that were asked for', async () => {
    const asked = { purposes: ['supervision'], expiresIn: 90, audience: 'elsewhere' };
    const payload = await verified(await issuer.issue('practitioner', asked), 'elsewhere');
    expect(payload['purposes']).toEqual(['supervision']);
    expect(Number(payload.exp) - Number(payload.iat)).toBe(90);
    expect((await verified(await issuer.issue('practitioner', { purposes: [] })))['purposes']).toEqual([]);
  });

  it('has what is asked for beside what the persona has', async () => {
    const payload = await verified(
      await issuer.issue('developer', { scopes: ['housing:read', 'prisons:read'] }),
    );
    expect(String(payload['scope']).split(' ')).toEqual([...Object.keys(scopes), 'housing:read']);
    await expect(issuer.issue('practitioner', { scopes: ['everything'] })).rejects.toThrow(
      /scopes must be scopes/,
    );
  });

  it.each([
    ['nobody', {}, /persona must be one of practitioner, work-coach/],
    ['__proto__', {}, /persona must be one of/],
    [
      'practitioner',
      { purposes: ['commissioning'] },
      /purposes of practitioner are supervision, employment-support/,
    ],
    ['practitioner', { expiresIn: 86_401 }, /expires_in must be a whole number of seconds, 1 to 86400/],
    ['practitioner', { expiresIn: 0 }, /expires_in must be/],
  ])('of %s with %j is refused', async (persona, options, message) => {
    await expect(issuer.issue(persona, options)).rejects.toThrow(message);
  });

  it('is asked for again where the connection was lost, and once only', async () => {
    let lost = 1;
    let asked = 0;
    const server = createServer(async (request, response) => {
      asked += 1;
      lost -= 1;
      if (lost >= 0) return void request.socket.destroy();
      response.setHeader('content-type', 'application/json').end('{"access_token":"a token"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      expect(await issuePersonaToken(`http://127.0.0.1:${port}`, 'developer')).toBe('a token');
      expect(asked).toBe(2);
      lost = 2;
      await expect(issuePersonaToken(`http://127.0.0.1:${port}`, 'developer')).rejects.toThrow(
        /does not answer/,
      );
      expect(asked).toBe(4);
    } finally {
      server.close();
    }
  });

  it('is asked of no issuer that is not on this machine', async () => {
    await expect(issuePersonaToken('https://issuer.example', 'developer')).rejects.toThrow(
      /not the development issuer/,
    );
    await expect(issuePersonaToken('http://127.0.0.1:1', 'developer')).rejects.toThrow(/does not answer/);
  });
});

describe('somebody who signs in', () => {
  it('chooses a persona, and the client gets a token of it for its code', async () => {
    const browser = createBrowser();
    const page = await browser.signIn();
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-.+'; form-action 'self' http:\/\/127\.0\.0\.1:4999; frame-ancestors 'none'/,
    );
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(html).not.toContain('<script');
    const names = [...html.matchAll(/<button name="persona" value="([^"]+)"/g)].map(([, name]) => name);
    expect(names).toEqual(Object.keys(personas).filter((name) => !name.endsWith('-system')));

    const returned = await browser.choose('work-coach');
    expect(returned.origin + returned.pathname).toBe(callback);
    expect(returned.searchParams.get('state')).toBe('a state');
    expect(returned.searchParams.get('iss')).toBe(issuer.url);
    const answer = await browser.redeem(returned);
    expect(await verified(String(answer['access_token']))).toMatchObject({
      sub: 'work-coach',
      client_id: 'throughgate-gateway',
      roles: ['work-coach'],
      purposes: ['benefit-administration', 'employment-support'],
    });
    const { payload } = await jwtVerify(
      String(answer['id_token']),
      createRemoteJWKSet(new URL(`${issuer.url}/jwks`)),
      { issuer: issuer.url, audience: 'throughgate-gateway' },
    );
    expect(payload).toMatchObject({ sub: 'work-coach', nonce: 'a nonce', name: 'Work coach in a Jobcentre' });
    // An identity token is none to ask with.
    await expect(verified(String(answer['id_token']))).rejects.toThrow();
    expect(await browser.redeem(returned)).toMatchObject({ error: 'invalid_grant' });
  });

  it('is asked anew the next time', async () => {
    const browser = createBrowser();
    await browser.signIn();
    await browser.choose('commissioner');
    expect(await (await browser.signIn()).text()).toContain('Who are you?');
    const returned = await browser.choose('peer-mentor');
    expect(await verified(String((await browser.redeem(returned))['access_token']))).toMatchObject({
      sub: 'peer-mentor',
    });
  });

  it.each(['prisons-system', 'nobody', 'constructor', ''])('cannot be %j', async (name) => {
    const browser = createBrowser();
    await browser.signIn();
    expect((await browser.post(name)).status).toBe(400);
  });

  it('with another browser’s address is told to begin again', async () => {
    const browser = createBrowser();
    const address = (await browser.signIn()).url;
    const response = await fetch(address);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('This sign-in is over');
  });

  it('gets no token without the verifier of the code', async () => {
    const browser = createBrowser();
    await browser.signIn();
    const returned = await browser.choose('commissioner');
    expect(await browser.redeem(returned, randomBytes(32).toString('base64url'))).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it.each([
    ['another host', { redirect_uri: 'http://attacker.example/sign-in/callback' }],
    ['another path', { redirect_uri: 'http://127.0.0.1:4999/other' }],
    ['a host that only begins so', { redirect_uri: 'http://127.0.0.1.attacker.example/sign-in/callback' }],
    ['another scheme', { redirect_uri: 'https://127.0.0.1:4999/sign-in/callback' }],
  ])('is not sent to %s', async (_, change) => {
    const browser = createBrowser();
    const response = await browser.signIn(change);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    const text = await response.text();
    expect(text).toContain('redirect_uri did not match');
    expect(text).not.toMatch(/at .+\.js:\d+/);
  });

  it('is sent on a port of any number of this machine, by each of its names', async () => {
    for (const host of ['localhost:1', '[::1]:65535', '127.0.0.1']) {
      const response = await createBrowser().signIn({ redirect_uri: `http://${host}/sign-in/callback` });
      expect(response.status).toBe(200);
    }
  });

  it('needs a client that proves it began the sign-in', async () => {
    const response = await createBrowser().signIn({ code_challenge: '', code_challenge_method: '' });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_request');
  });
});

describe('an agency’s system', () => {
  it('has a token by its key', async () => {
    const answer = await clientCredentials('jobcentre-system', 'jobcentre-system');
    expect(await verified(String(answer['access_token']))).toMatchObject({
      sub: 'jobcentre-system',
      client_id: 'jobcentre-system',
      roles: ['jobcentre-system'],
      purposes: ['record-keeping'],
      subgraphs: ['jobcentre'],
    });
  });

  it('has none by the key of another', async () => {
    expect(await clientCredentials('jobcentre-system', 'prisons-system')).toMatchObject({
      error: 'invalid_client',
    });
  });

  it('has none by its name alone', async () => {
    expect(await token({ grant_type: 'client_credentials', client_id: 'jobcentre-system' })).toMatchObject({
      error: 'invalid_client',
    });
  });
});

describe('the issuer', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'hub.example'])('does not start on %s', async (host) => {
    await expect(startIssuer({ host, port: 0, directory, logger })).rejects.toThrow(
      /listens on this machine alone: 127\.0\.0\.1, ::1 or localhost, not .+ HUB_ISSUER names/,
    );
  });

  it('answers to no other name, so that no page elsewhere can be anybody', async () => {
    const { hostname, port } = new URL(issuer.url);
    const status = await new Promise((resolve, reject) => {
      const asked = request({
        hostname,
        port,
        path: '/token',
        method: 'POST',
        headers: { host: `attacker.example:${port}` },
      });
      asked
        .once('response', (response) => resolve(response.resume().statusCode))
        .once('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('lets no page of another origin read what it answers', async () => {
    const response = await fetch(`${issuer.url}/token`, {
      method: 'POST',
      headers: { origin: 'https://attacker.example' },
      body: new URLSearchParams({
        grant_type: 'urn:throughgate:params:oauth:grant-type:persona',
        client_id: 'hub',
        persona: 'developer',
      }),
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('publishes public keys only, and keeps nothing in caches', async () => {
    const { keys } = (await (await fetch(`${issuer.url}/jwks`)).json()) as { keys: Record<string, string>[] };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(key).toMatchObject({ kty: 'EC', alg: 'ES256', use: 'sig' });
      expect(key['d']).toBeUndefined();
    }
    for (const path of ['/jwks', '/.well-known/openid-configuration', '/sign-in/none', '/nothing']) {
      const response = await fetch(issuer.url + path);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    }
    expect(await discovery()).toMatchObject({
      issuer: issuer.url,
      code_challenge_methods_supported: ['S256'],
    });
  });

  it('keeps its keys for the owner only, and has them again when it is started again', async () => {
    const before = await issuer.issue('practitioner');
    for (const file of readdirSync(directory)) {
      expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
    }
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    const { port } = new URL(issuer.url);
    await issuer.stop();
    issuer = await startIssuer({ port: Number(port), directory, logger });
    // Connections to the one before are closed, and the first who uses one learns of it.
    await vi.waitFor(() => discovery());
    expect(await verified(before)).toMatchObject({ sub: 'practitioner' });
  });

  it('signs with a new key after a rotation, and takes the old one away when told to', async () => {
    const first = await issuer.issue('practitioner');
    await issuer.rotateKeys();
    const second = await issuer.issue('practitioner');
    await verified(first);
    await verified(second);
    await issuer.rotateKeys({ keepOld: false });
    await verified(await issuer.issue('practitioner'));
    await expect(verified(first)).rejects.toThrow(/no applicable key/);
    await expect(verified(second)).rejects.toThrow(/no applicable key/);
  });

  it('says which file is spoilt, and nothing of what is in it', async () => {
    const spoilt = join(base, 'spoilt');
    await (await startIssuer({ port: 0, directory: spoilt, logger })).stop();
    writeFileSync(join(spoilt, 'signing-keys.json'), '{"d":"a secret');
    const failed = startIssuer({ port: 0, directory: spoilt, logger });
    await expect(failed).rejects.toThrow(/signing-keys\.json is no JSON/);
    await expect(failed).rejects.not.toThrow(/a secret/);
  });

  it('names the setting of a port that is taken', async () => {
    const { port } = new URL(issuer.url);
    await expect(startIssuer({ port: Number(port), directory, logger })).rejects.toThrow(/HUB_ISSUER_PORT/);
  });

  it('has said nothing on the way', () => {
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });
});

/** A browser as far as it matters: it keeps cookies, and goes where it is sent. */
function createBrowser() {
  const cookies = new Map<string, string>();
  const verifier = randomBytes(32).toString('base64url');
  let page = '';

  async function go(url: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(url, { ...options, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      expect(line.toLowerCase()).toContain('httponly');
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return response;
    const next = new URL(location, url);
    return next.origin === issuer.url ? go(next.href) : response;
  }

  return {
    /** Is sent to the issuer by the gateway; returns what it sees at last. */
    async signIn(change: Record<string, string> = {}): Promise<Response> {
      const parameters = {
        client_id: 'throughgate-gateway',
        response_type: 'code',
        redirect_uri: callback,
        scope: 'openid',
        state: 'a state',
        nonce: 'a nonce',
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        ...change,
      };
      const given = Object.entries(parameters).filter(([, value]) => value !== '');
      const response = await go(`${issuer.url}/auth?${new URLSearchParams(given)}`);
      page = response.url;
      return response;
    },
    post: (persona: string) => go(page, { method: 'POST', body: new URLSearchParams({ persona }) }),
    /** Presses a button; returns the address at which the gateway learns of it. */
    async choose(persona: string): Promise<URL> {
      return new URL((await this.post(persona)).headers.get('location') ?? '');
    },
    redeem: (returned: URL, proof = verifier) =>
      token({
        grant_type: 'authorization_code',
        client_id: 'throughgate-gateway',
        code: returned.searchParams.get('code') ?? '',
        redirect_uri: callback,
        code_verifier: proof,
      }),
  };
}

async function token(parameters: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await fetch(`${issuer.url}/token`, {
    method: 'POST',
    body: new URLSearchParams(parameters),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** What a client gets that signs with a key that the issuer keeps for it, or for another. */
async function clientCredentials(client: string, owner: string): Promise<Record<string, unknown>> {
  const key = JSON.parse(readFileSync(join(directory, `${owner}.jwk.json`), 'utf8'));
  const assertion = await new SignJWT({ jti: randomBytes(9).toString('hex') })
    .setProtectedHeader({ alg: 'ES256', kid: key.kid })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(issuer.url)
    .setIssuedAt()
    .setExpirationTime('1m')
    .sign(await importJWK(key, 'ES256'));
  return token({
    grant_type: 'client_credentials',
    client_id: client,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
}
