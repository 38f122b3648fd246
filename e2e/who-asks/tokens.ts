import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, type JWK } from 'jose';
import { expect, it } from 'vitest';
import {
  ask,
  type Forged,
  forge,
  graphqlUrl,
  type HubAnswer,
  issuerUrl,
  rotateKeys,
  send,
  signingKey,
  stranger,
  tokenOf,
  tokenOfRevokedKey,
} from './hub.ts';

const now = () => Math.floor(Date.now() / 1000);
const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { d: _, ...publicKey } = signingKey;
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
const asSecret = (text: string) => Buffer.from(text);

/** Tokens of a good issuer that differ from good ones in one thing, each made so that everything else is right. */
const forgeries: Readonly<Record<string, () => Promise<string>>> = {
  'of another issuer, with the same personas': () => stranger.issue('developer'),
  'of another issuer that says it is ours': () =>
    forge({ key: own.privateKey, header: { kid: 'another key' } }),
  'signed with another key under the name of ours': () => forge({ key: own.privateKey }),
  'signed with another key that it brings along': async () =>
    forge({ key: own.privateKey, header: { kid: undefined, jwk: await exportJWK(own.publicKey) } }),
  'signed with another key that it says where to find': () =>
    forge({ key: own.privateKey, header: { jku: 'http://127.0.0.1:1/jwks', x5u: 'http://127.0.0.1:1/x5u' } }),
  'whose key has the name of a file': () =>
    forge({ key: own.privateKey, header: { kid: '../../../../etc/passwd' } }),
  'signed with a key that was taken away': async () => tokenOfRevokedKey,
  'that says it needs no signature': () => unsigned('none'),
  'that says so in capitals': () => unsigned('NONE'),
  'with the public key, as JSON, as the secret of an HMAC': () =>
    forge({ key: asSecret(JSON.stringify(publicKey)), header: { alg: 'HS256' } }),
  'with the public key, as PEM, as the secret of an HMAC': () =>
    forge({ key: asSecret(pem(publicKeyOf(signingKey))), header: { alg: 'HS256' } }),
  'with an RSA signature under the name of our key': () =>
    forge({ key: rsa.privateKey, header: { alg: 'RS256' } }),
  'by an algorithm that is not allowed': () => forge({ key: rsa.privateKey, header: { alg: 'RS512' } }),
  'that expired a minute ago': () => forge({ claims: { iat: now() - 600, exp: now() - 60 } }),
  'that never expires': () => forge({ claims: { exp: undefined } }),
  'that begins in a minute': () => forge({ claims: { nbf: now() + 60 } }),
  'that was made in a minute': () => forge({ claims: { iat: now() + 60 } }),
  'without the time when it was made': () => forge({ claims: { iat: undefined } }),
  'for another audience': () => forge({ claims: { aud: 'elsewhere' } }),
  'for an audience that begins like ours': () => forge({ claims: { aud: 'throughgate-elsewhere' } }),
  'for nobody': () => forge({ claims: { aud: undefined } }),
  'that names an issuer that begins like ours': () => forge({ claims: { iss: `${issuerUrl}.example` } }),
  'that names no issuer': () => forge({ claims: { iss: undefined } }),
  'without a subject': () => forge({ claims: { sub: undefined } }),
  'with a number as subject': () => forge({ claims: { sub: 7 } }),
  'of no client': () => forge({ claims: { client_id: undefined } }),
  'with scopes in an object': () => forge({ claims: { scope: { 'outcomes:read': true } } }),
  'with roles in a text': () => forge({ claims: { roles: 'probation-practitioner' } }),
  'that is an id token': () => forge({ header: { typ: 'JWT' }, claims: { aud: 'throughgate', nonce: 'n' } }),
  'that says not what it is': () => forge({ header: { typ: undefined } }),
  'that is a logout token': () => forge({ header: { typ: 'logout+jwt' } }),
  'whose claims were changed': async () => {
    const [header, claims = '', signature] = (await forge()).split('.');
    const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), scope: 'outcomes:read' };
    return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
  },
  'without its signature': async () => `${(await forge()).split('.').slice(0, 2).join('.')}.`,
  'with more after it': async () => `${await forge()}.e30`,
  'that is none': async () => 'not-a-token',
  'of the registry': async () => `tgr_${'A'.repeat(43)}`,
};

/** Ways of sending nothing that counts. */
const headers: Readonly<Record<string, (token: string) => Record<string, string>>> = {
  'no header': () => ({}),
  'an empty one': () => ({ authorization: '' }),
  'the word Bearer alone': () => ({ authorization: 'Bearer' }),
  'a token without the word': (token) => ({ authorization: token }),
  Basic: (token) => ({ authorization: `Basic ${Buffer.from(`developer:${token}`).toString('base64')}` }),
  'two tokens': (token) => ({ authorization: `Bearer ${token}, Bearer ${token}` }),
  'a cookie': (token) => ({ cookie: `authorization=Bearer ${token}; token=${token}; access_token=${token}` }),
  'another header': (token) => ({ 'x-authorization': `Bearer ${token}`, 'x-access-token': token }),
  'the caller, as the gateway tells agencies': () => ({
    'throughgate-caller': Buffer.from(
      JSON.stringify({ id: 'me', kind: 'developer', organisation: '', roles: ['developer'], scopes: [] }),
    ).toString('base64url'),
    'x-forwarded-user': 'developer',
    'x-user': 'developer',
  }),
};

/** A token is the one way to be somebody. */
export function tokens(): void {
  // The first, since whoever sends tokens of keys that nobody has makes the hub wait before it asks for keys again.
  it('signed with a key that the issuer has newly is taken at once, and one of the key before still', async () => {
    const before = await tokenOf('practitioner');
    expect(await ask({ token: before, query: '{ __typename }' })).toMatchObject({ status: 200 });
    await rotateKeys();
    const after = await tokenOf('practitioner', { expiresIn: 600 });
    expect(keyOf(after)).not.toBe(keyOf(before));
    for (const token of [after, before]) {
      expect(await ask({ token, query: '{ __typename }' })).toMatchObject({ status: 200 });
    }
  });

  it.each(Object.entries(forgeries))('%s is refused', async (_what, make) => {
    const token = await make();
    // Both of what is open to everyone and of what is not.
    for (const query of ['{ __typename }', '{ __schema { queryType { name } } }', '{ nothingOfTheKind }']) {
      refused(await ask({ token, query }), token);
    }
  });

  it.each(Object.entries(headers))('is not sent by %s', async (_what, make) => {
    const token = await tokenOf('developer');
    refused(await ask({ query: '{ __typename }', headers: make(token) }), token);
    refused(await ask({ query: '{ offenderr }', headers: make(token) }), token);
  });

  it('is not taken from the address, nor from the body', async () => {
    const token = await tokenOf('developer');
    const address = new URL(graphqlUrl);
    address.search = new URLSearchParams({ query: '{ __typename }', access_token: token }).toString();
    const inAddress = await send(address.href, { headers: { 'content-type': 'application/json' } });
    expect([inAddress.status, inAddress.code, inAddress.data ?? null]).toEqual([400, 'BAD_REQUEST', null]);
    expect(inAddress.text).not.toContain(token);
    const body = JSON.stringify({
      query: '{ __typename }',
      access_token: token,
      extensions: { headers: { authorization: `Bearer ${token}` } },
    });
    const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
    refused(await send(graphqlUrl, post), token);
  });

  it.each([
    ['expired within the skew of clocks that is allowed', { claims: { iat: now() - 600, exp: now() - 10 } }],
    ['for several audiences, ours among them', { claims: { aud: ['elsewhere', 'throughgate'] } }],
    ['typed in full', { header: { typ: 'application/at+jwt' } }],
    ['that names no key', { header: { kid: undefined } }],
  ] satisfies [string, Forged][])('%s is taken', async (_what, forged) => {
    expect(await ask({ token: await forge(forged), query: '{ __typename }' })).toMatchObject({
      status: 200,
      data: { __typename: 'Query' },
    });
  });

  it('says who asks to the letter: a role that only looks like one opens nothing', async () => {
    const roles = ['Probation-Practitioner', 'probation-practitioner ', 'developer', 'admin', '__proto__'];
    const token = await forge({ claims: { roles, scope: 'roles', groups: ['probation-practitioner'] } });
    const answer = await ask({
      token,
      purpose: 'supervision',
      query: '{ offenders(first: 1) { edges { cursor } } }',
    });
    expect(answer).toMatchObject({
      status: 200,
      data: { offenders: null },
      code: 'UNAUTHORIZED_FIELD_OR_TYPE',
    });
  });
}

/** What everybody is told whose token is none: which kind is expected, and nothing of what was sent or what there is. */
function refused(answer: HubAnswer, token: string): void {
  expect([answer.status, answer.code, answer.text]).toEqual([401, 'UNAUTHENTICATED', expect.any(String)]);
  expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  expect(answer.data ?? null).toBeNull();
  expect(answer.text).not.toContain(token);
  expect(answer.text).not.toMatch(/\bat .*\.ts|node_modules|Did you mean|nothingOfTheKind|offender/);
}

function publicKeyOf(jwk: JWK): KeyObject {
  return createPublicKey({ key: jwk as import('node:crypto').JsonWebKey, format: 'jwk' });
}

async function unsigned(alg: string): Promise<string> {
  const [, claims] = (await forge()).split('.');
  return `${Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url')}.${claims}.`;
}

/** Name of the key that a token says it is signed with. */
function keyOf(token: string): unknown {
  const { kid } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as {
    kid?: string;
  };
  return kid;
}
