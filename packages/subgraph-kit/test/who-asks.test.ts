import { createTokenVerifier } from '@throughgate/identity';
import {
  anonymous,
  type Caller,
  createLogger,
  createSigner,
  localDeveloper,
  subgraphKey,
} from '@throughgate/service';
import { makeTokenKey, startTokenIssuer, type TokenIssuer } from '@throughgate/testkit/token-issuer';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type GuardedGraph,
  type GuardedOptions,
  masterKey,
  startGuardedGraph,
} from './support/guarded-graph.ts';

// Attacks on an agency that knows its issuer, over HTTP, by somebody who reads the network, has another agency's key, or runs the gateway.

const cleanup = new AsyncDisposableStack();
let issuer: TokenIssuer;
let toys: GuardedGraph;
let dolls: GuardedGraph;

const start = async (options: GuardedOptions) => {
  const verifier = createTokenVerifier({
    issuer: issuer.url,
    audience: 'throughgate',
    logger: createLogger('silent'),
    retryPause: 1,
  });
  cleanup.defer(() => verifier.close());
  return cleanup.use(await startGuardedGraph({ verifier, host: '0.0.0.0', ...options }));
};
beforeAll(async () => {
  issuer = cleanup.use(await startTokenIssuer());
  toys = await start({ name: 'toys' });
  dolls = await start({ name: 'dolls' });
});
afterAll(() => cleanup.disposeAsync());
afterEach(() => void vi.useRealTimers());

const body = '{"query":"{ caller purpose }"}';
const claims = { sub: 'ann', scope: 'toys:read', purposes: ['supervision'] };
/** The caller as the gateway would write it for a token. */
const person = (token: string, more: Partial<Caller> = {}): Caller => ({
  id: 'ann',
  kind: 'person',
  organisation: '',
  roles: [],
  scopes: ['toys:read'],
  purpose: 'supervision',
  token,
  ...more,
});
const sign = (caller: Caller, subgraph = 'toys', key = subgraphKey(masterKey, subgraph)) =>
  createSigner({ subgraphKey: key })({ subgraph, requestId: 'request-7', caller, body });
const asked = { status: 200, data: { caller: 'person ann toys:read', purpose: 'supervision' }, errors: [] };
const refused = { status: 401, data: undefined, errors: ['UNAUTHENTICATED'] };

describe('a captured request', () => {
  it('is refused when it is sent again to the same agency', async () => {
    const headers = sign(person(await issuer.sign(claims)));
    expect(await toys.send(body, headers)).toMatchObject(asked);
    expect(await toys.send(body, headers)).toMatchObject(refused);
  });

  it('is refused at another agency', async () => {
    const headers = sign(person(await issuer.sign(claims)));
    expect(await dolls.send(body, headers)).toMatchObject(refused);
  });

  it.each([
    ['after its window', -60_500],
    ['before it, by a clock that is ahead', 60_500],
  ])('is refused %s', async (_name, shift) => {
    const caller = person(await issuer.sign(claims));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift });
    const headers = sign(caller);
    vi.useRealTimers();
    expect(await toys.send(body, headers)).toMatchObject(refused);
  });

  it('is answered within the window by clocks that differ', async () => {
    const caller = person(await issuer.sign(claims));
    for (const shift of [-55_000, 55_000]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift });
      const headers = sign(caller);
      vi.useRealTimers();
      expect(await toys.send(body, headers)).toMatchObject(asked);
    }
  });

  it('is refused with the token of another request in it, or another purpose', async () => {
    const headers = sign(person(await issuer.sign(claims)));
    const other = await issuer.sign({ ...claims, sub: 'ben', purposes: ['supervision', 'custody'] });
    expect(await toys.send(body, { ...headers, authorization: `Bearer ${other}` })).toMatchObject(refused);
    const swapped = sign(person(other, { purpose: 'custody' }))['throughgate-caller'] ?? '';
    expect(await toys.send(body, { ...headers, 'throughgate-caller': swapped })).toMatchObject(refused);
  });
});

describe('somebody with the key of one agency', () => {
  it('cannot ask another one with it', async () => {
    const caller = person(await issuer.sign(claims));
    const key = subgraphKey(masterKey, 'dolls');
    expect(await toys.send(body, sign(caller, 'toys', key))).toMatchObject(refused);
    expect(await toys.send(body, sign(caller, 'dolls', key))).toMatchObject(refused);
  });

  it('cannot ask even their own as somebody of whom they have no token', async () => {
    const { token: _, ...forged } = person('', { scopes: ['toys:read', 'toys:price', 'toys:write'] });
    expect(await toys.send(body, sign(forged))).toMatchObject(refused);
    expect(await toys.send(body, sign(localDeveloper))).toMatchObject(refused);
    expect(await toys.send(body, sign(anonymous))).toMatchObject(refused);
  });
});

describe('somebody who runs the gateway', () => {
  it('cannot give a token’s owner another name, kind, or more scopes', async () => {
    const token = await issuer.sign(claims);
    const forged = person(token, {
      id: 'the-governor',
      kind: 'system',
      roles: ['data-protection-officer'],
      scopes: ['toys:read', 'toys:price', 'toys:write'],
    });
    expect(await toys.send(body, sign(forged))).toMatchObject(asked);
    expect(await toys.ask('{ toy { name price } }', forged)).toMatchObject({
      data: { toy: { name: 'Kite', price: null } },
      errors: ['UNAUTHORIZED_FIELD_OR_TYPE toy.price'],
    });
    expect(await toys.ask('mutation { lend }', forged)).toMatchObject({ status: 403, errors: ['FORBIDDEN'] });
    expect(toys.ran).toEqual([]);
  });

  it('cannot make a developer of them', async () => {
    const token = await issuer.sign(claims);
    expect(await toys.send(body, sign({ ...localDeveloper, token }))).toMatchObject(refused);
    expect(await toys.send(body, sign({ ...anonymous, token }))).toMatchObject(refused);
  });

  it('cannot ask for a purpose that the token does not grant', async () => {
    const token = await issuer.sign(claims);
    const other = await toys.send(body, sign(person(token, { purpose: 'custody' })));
    expect(other).toMatchObject({ status: 403, errors: ['PURPOSE_NOT_GRANTED'] });
    const { purpose: _, ...none } = person(token);
    expect(await toys.send(body, sign(none))).toMatchObject({ status: 200, data: { purpose: null } });
  });

  it.each<[string, () => Promise<string>]>([
    ['of another issuer', () => issuer.sign({ ...claims, iss: 'https://issuer.example.org' })],
    ['for somebody else', () => issuer.sign({ ...claims, aud: 'another-service' })],
    ['that has expired', () => issuer.sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 60 })],
    ['that is an id token', () => issuer.sign(claims, { typ: 'JWT' })],
    [
      'of a key that the issuer does not have',
      async () => issuer.sign(claims, {}, await makeTokenKey('ES256', 'first')),
    ],
    ['that is none', async () => 'ann'],
  ])('cannot use a token %s', async (_name, make) => {
    const answer = await toys.send(body, sign(person(await make())));
    expect(answer).toMatchObject(refused);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.text).not.toMatch(/ann|eyJ|at .*\.ts/);
  });
});

it('a system is one by its token alone', async () => {
  const token = await issuer.clientToken({ roles: ['prisons-system'], purposes: ['supervision'] });
  expect(await toys.ask('{ caller }', person(token))).toMatchObject({
    data: { caller: 'system probation-system prisons:read prisons:write' },
  });
});

it('nobody is answered while the issuer’s keys cannot be had', async () => {
  issuer.setDown(true);
  const cut = await start({ name: 'bricks' });
  const answer = await cut.send(body, sign(person(await issuer.sign(claims)), 'bricks'));
  issuer.setDown(false);
  expect(answer).toMatchObject({ status: 503, errors: ['ISSUER_UNAVAILABLE'] });
});

it('while keys are rotated both are accepted, and afterwards the new one alone', async () => {
  const [before, after] = ['the service key before', 'the service key after'].map((text) =>
    subgraphKey(`${text}, long enough for a key`, 'trains'),
  ) as [string, string];
  const caller = person(await issuer.sign(claims));
  const during = await start({ name: 'trains', serviceKey: after, previousServiceKey: before });
  expect(await during.send(body, sign(caller, 'trains', before))).toMatchObject(asked);
  expect(await during.send(body, sign(caller, 'trains', after))).toMatchObject(asked);
  const done = await start({ name: 'trains', serviceKey: after });
  expect(await done.send(body, sign(caller, 'trains', before))).toMatchObject(refused);
  expect(await done.send(body, sign(caller, 'trains', after))).toMatchObject(asked);
});
