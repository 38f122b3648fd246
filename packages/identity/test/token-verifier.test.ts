import { createHmac } from 'node:crypto';
import { makeTokenKey, startTokenIssuer, type TokenIssuer } from '@throughgate/testkit/token-issuer';
import fc from 'fast-check';
import { exportSPKI, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Identity, TokenError, type TokenVerifierOptions } from '../src/index.ts';
import { timedVerifier } from './support/timed-verifier.ts';

let issuer: TokenIssuer;
let keys: { readonly es: JWK; readonly rs: JWK; readonly ed: JWK; readonly ps: JWK; readonly other: JWK };

beforeAll(async () => {
  issuer = await startTokenIssuer();
  const [es, rs, ed, ps, other] = await Promise.all([
    makeTokenKey('ES256', 'es'),
    makeTokenKey('RS256', 'rs'),
    makeTokenKey('EdDSA', 'ed'),
    makeTokenKey('PS256', 'ps'),
    makeTokenKey('ES256', 'es'),
  ]);
  keys = { es, rs, ed, ps, other };
  issuer.setKeys([es, rs, ed, ps]);
});
afterAll(() => issuer[Symbol.asyncDispose]());

const verifierOf = (options: Partial<TokenVerifierOptions> = {}) =>
  timedVerifier(issuer.url, 'all time', options);

async function refusal(verifying: Promise<Identity>): Promise<string> {
  const error = await verifying.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TokenError)) throw new Error('the token was not refused', { cause: error });
  return `${error.code}: ${error.message}`;
}

const seconds = () => Math.floor(Date.now() / 1000);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token', () => {
  it('that a real issuer gives a system by client credentials says who asks', async () => {
    const token = await issuer.clientToken({ roles: ['probation-system'], organisation: 'probation' });
    expect(await verifierOf().verify(token)).toEqual({
      id: 'probation-system',
      clientId: 'probation-system',
      kind: 'system',
      organisation: 'probation',
      roles: ['probation-system'],
      scopes: ['probation:read', 'probation:write'],
      purposes: [],
      subgraphs: [],
      expiresAt: expect.any(Number),
    });
  });

  it('of a person grants what roles and scopes name exactly', async () => {
    const exp = seconds() + 100;
    const token = await issuer.sign({
      exp,
      roles: ['peer-mentor', 'unheard-of', '__proto__', 'constructor'],
      scope:
        'openid registry:check prisons:rea prisons:read2 PRISONS:READ prisons:read,probation:read __proto__ housing:read',
      purposes: ['peer-support'],
      subgraphs: ['prisons'],
    });
    expect(await verifierOf().verify(token)).toEqual({
      id: 'alex',
      clientId: 'front-end',
      kind: 'person',
      organisation: '',
      roles: ['peer-mentor', 'unheard-of', '__proto__', 'constructor'],
      scopes: ['outcomes:name', 'prisons:location', 'registry:check', 'housing:read'],
      purposes: ['peer-support'],
      subgraphs: ['prisons'],
      expiresAt: exp * 1000,
    });
  });

  it.each(['es', 'rs', 'ed', 'ps'] as const)('is accepted by the issuer’s key %s', async (name) => {
    const token = await issuer.sign({}, {}, keys[name]);
    expect(await verifierOf().verify(token)).toMatchObject({ id: 'alex' });
  });

  it('is accepted without a key id, by whichever of several keys made it', async () => {
    const second = await makeTokenKey('ES256', 'second');
    issuer.setKeys([keys.es, second]);
    for (const key of [keys.es, second]) {
      const { kid: _, ...nameless } = key;
      expect(await verifierOf().verify(await issuer.sign({}, {}, nameless))).toMatchObject({ id: 'alex' });
    }
    const { kid: _, ...foreign } = await makeTokenKey('ES256', 'foreign');
    expect(await refusal(verifierOf().verify(await issuer.sign({}, {}, foreign)))).toMatch(/not signed/);
    issuer.setKeys([keys.es, keys.rs, keys.ed, keys.ps]);
  });

  it('may name several audiences, its type in full, and azp for client_id as Keycloak does', async () => {
    const token = await issuer.sign(
      { aud: ['other', 'throughgate'], client_id: undefined, azp: 'console' },
      { typ: 'application/at+jwt' },
    );
    expect(await verifierOf().verify(token)).toMatchObject({ clientId: 'console' });
  });

  it.each([
    ['realm_access.roles', { realm_access: { roles: ['commissioner'] } }],
    ['https://hub.example/roles', { 'https://hub.example/roles': ['commissioner'] }],
    ['resource_access.hub.roles', { resource_access: { hub: { roles: ['commissioner'] } } }],
  ])('has its roles where the setting says: %s', async (rolesClaim, claims) => {
    const { roles } = await verifierOf({ rolesClaim }).verify(await issuer.sign(claims));
    expect(roles).toEqual(['commissioner']);
  });

  it.each(['realm_access.roles', '__proto__.roles', 'constructor.name', 'sub.length', ''])(
    'grants no role where there is none at %j',
    async (rolesClaim) => {
      const token = await issuer.sign({ realm_access: {}, roles: ['commissioner'] });
      expect((await verifierOf({ rolesClaim }).verify(token)).roles).toEqual([]);
    },
  );

  it('is good for half a minute after its end and before its beginning, and no longer', async () => {
    const verifier = verifierOf();
    const now = seconds();
    expect(await verifier.verify(await issuer.sign({ exp: now - 25 }))).toMatchObject({ id: 'alex' });
    expect(await verifier.verify(await issuer.sign({ iat: now + 25 }))).toMatchObject({ id: 'alex' });
    expect(await verifier.verify(await issuer.sign({ nbf: now + 25 }))).toMatchObject({ id: 'alex' });
    expect(await refusal(verifier.verify(await issuer.sign({ exp: now - 31 })))).toMatch(/expired/);
    expect(await refusal(verifier.verify(await issuer.sign({ iat: now + 35 })))).toMatch(/"iat"/);
    expect(await refusal(verifier.verify(await issuer.sign({ nbf: now + 35 })))).toMatch(/not valid yet/);
  });
});

describe('refused is', () => {
  it.each([
    ['another audience', { aud: 'elsewhere' }, {}, /for the audience "throughgate"/],
    ['a list of other audiences', { aud: ['a', 'throughgate2'] }, {}, /for the audience/],
    ['no audience', { aud: undefined }, {}, /for the audience/],
    ['another issuer by the same key', { iss: 'https://other.example' }, {}, /of the issuer/],
    ['the issuer with a slash more', { iss: undefined }, {}, /of the issuer/],
    ['an id token', {}, { typ: 'JWT' }, /no access token/],
    ['a token without a type', {}, { typ: undefined }, /no access token/],
    ['no subject', { sub: undefined }, {}, /"sub"/],
    ['an empty subject', { sub: '' }, {}, /"sub"/],
    ['a subject that is no text', { sub: 7 }, {}, /"sub"|no signed JWT/],
    ['no client', { client_id: undefined }, {}, /"client_id" or "azp"/],
    ['a client that is no text, beside an azp', { client_id: ['x'], azp: 'y' }, {}, /"client_id"/],
    ['no time of issue', { iat: undefined }, {}, /"iat"/],
    ['no end', { exp: undefined }, {}, /"exp"/],
    ['an end that is no number', { exp: '2999-01-01' }, {}, /"exp"/],
    ['roles that are no list', { roles: 'commissioner' }, {}, /"roles" must be a list/],
    ['roles that are an object', { roles: { 0: 'commissioner', length: 1 } }, {}, /"roles"/],
    ['roles that are no texts', { roles: [['commissioner']] }, {}, /"roles"/],
    ['purposes that are no list', { purposes: 'supervision' }, {}, /"purposes"/],
    ['scopes that are an object', { scope: { a: 1 } }, {}, /"scope"/],
    ['an organisation that is no text', { organisation: ['probation'] }, {}, /"organisation"/],
    ['a token that is bound to a key', { cnf: { jkt: 'x' } }, {}, /bound to a key/],
    ['a header that asks for what nobody knows', {}, { crit: ['x'], x: 1 }, /no signed JWT/],
  ])('%s', async (_, claims, header, message) => {
    const token = await issuer.sign(claims, header).catch(async () => {
      // jose signs no header that asks for what it does not know.
      const [, payload, signature] = (await issuer.sign()).split('.');
      return `${base64({ alg: 'ES256', kid: 'es', typ: 'at+jwt', ...header })}.${payload}.${signature}`;
    });
    expect(await refusal(verifierOf().verify(token))).toMatch(message);
  });

  it('a token without a signature', async () => {
    const [, payload] = (await issuer.sign()).split('.');
    for (const alg of ['none', 'None', 'nOnE', '']) {
      const token = `${base64({ alg, typ: 'at+jwt' })}.${payload}.`;
      expect(await refusal(verifierOf().verify(token))).toMatch(/must be signed|no signed JWT/);
    }
  });

  it('a token that a public key of the issuer, taken as a secret, has signed', async () => {
    const [, payload] = (await issuer.sign()).split('.');
    const { kty, n, e } = keys.rs;
    const spki = await exportSPKI((await importJWK({ kty, n, e } as JWK, 'RS256')) as CryptoKey);
    for (const secret of [spki, spki.trim(), n ?? '', JSON.stringify(keys.rs)]) {
      const head = `${base64({ alg: 'HS256', kid: 'rs', typ: 'at+jwt' })}.${payload}`;
      const token = `${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
      expect(await refusal(verifierOf().verify(token))).toMatch(/must be signed by one of ES256, EdDSA/);
    }
  });

  it('a token of another key under the id of one of the issuer’s', async () => {
    expect(await refusal(verifierOf().verify(await issuer.sign({}, {}, keys.other)))).toMatch(/not signed/);
  });

  it('a key that the token brings along', async () => {
    const { d: _, ...jwk } = keys.other;
    const token = await issuer.sign({}, { jwk, jku: `${issuer.url}/evil`, kid: 'mine' }, keys.other);
    expect(await refusal(verifierOf().verify(token))).toMatch(/not signed by a key of the issuer/);
    expect(issuer.asked).not.toContain('GET /evil');
  });

  it('a token of a second issuer', async () => {
    await using second = await startTokenIssuer();
    expect(await refusal(verifierOf().verify(await second.sign()))).toMatch(/not signed|of the issuer/);
    expect(await refusal(verifierOf().verify(await second.sign({ iss: issuer.url })))).toMatch(/not signed/);
  });

  it('a token that is too long, before anything else is done with it', async () => {
    const token = await issuer.sign({ padding: 'x'.repeat(9_000) });
    expect(await refusal(verifierOf().verify(token))).toMatch(/longer than 8192/);
    expect(await refusal(verifierOf().verify('a'.repeat(50_000_000)))).toMatch(/longer than 8192/);
  });

  it('whatever is no token, without a word of it in the message', async () => {
    const verifier = verifierOf();
    const [head, payload, signature] = (await issuer.sign()).split('.');
    const garbage = fc.oneof(
      fc.string({ maxLength: 200, unit: 'binary' }),
      fc.tuple(fc.base64String(), fc.base64String(), fc.base64String()).map((parts) => parts.join('.')),
      fc.json().map((text) => `${head}.${Buffer.from(text).toString('base64url')}.${signature}`),
      fc.json().map((text) => `${Buffer.from(text).toString('base64url')}.${payload}.${signature}`),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (token) => {
        expect(await refusal(verifier.verify(token))).toMatch(/^TOKEN_REFUSED: The token/);
      }),
    );
  });

  it('a token of which any character is another', async () => {
    const verifier = verifierOf();
    const token = await issuer.sign();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: token.length - 3 }),
        fc.constantFrom('A', 'z', '.', '_'),
        async (at, c) => {
          fc.pre(token[at] !== c);
          await refusal(verifier.verify(token.slice(0, at) + c + token.slice(at + 1)));
        },
      ),
    );
  });

  it('told without what the token holds, whatever looks into the error', async () => {
    const token = await issuer.sign({ aud: 'elsewhere', sub: 'secret-person' });
    const error = await verifierOf()
      .verify(token)
      .catch((reason: unknown) => reason as TokenError);
    expect(error).toBeInstanceOf(TokenError);
    expect(JSON.stringify([error, (error as TokenError).cause ?? null, String(error)])).not.toMatch(
      /secret-person|elsewhere|eyJ/,
    );
  });
});

describe('a verified token', () => {
  it('is verified once, also when many ask at once, and is the same identity for all', async () => {
    const verifier = verifierOf();
    const token = await issuer.sign();
    const found = await Promise.all(Array.from({ length: 20 }, () => verifier.verify(token)));
    expect(new Set(found).size).toBe(1);
    expect(await verifier.verify(token)).toBe(found[0]);
  });

  it('is verified anew after a minute', async () => {
    const verifier = verifierOf();
    const token = await issuer.sign();
    const found = await verifier.verify(token);
    verifier.later(59_000);
    expect(await verifier.verify(token)).toBe(found);
    verifier.later(2_000);
    expect(await verifier.verify(token)).not.toBe(found);
    expect(await verifier.verify(token)).toEqual(found);
  });

  it('is refused once it has ended, though it was verified before', async () => {
    const verifier = verifierOf();
    const token = await issuer.sign({ exp: seconds() + 10 });
    await verifier.verify(token);
    verifier.later(41_000);
    expect(await refusal(verifier.verify(token))).toMatch(/expired/);
  });
});
