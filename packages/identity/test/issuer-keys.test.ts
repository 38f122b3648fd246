import { createLogger, OperatorError } from '@throughgate/service';
import { makeTokenKey, startTokenIssuer, type TokenIssuer } from '@throughgate/testkit/token-issuer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTokenVerifier, type TokenVerifierOptions } from '../src/index.ts';
import { timedVerifier } from './support/timed-verifier.ts';

const logger = createLogger('silent');
let issuer: TokenIssuer;

beforeEach(async () => {
  issuer = await startTokenIssuer();
});
afterEach(() => issuer[Symbol.asyncDispose]());

function verifierOf({ issuer: url = issuer.url, ...options }: Partial<TokenVerifierOptions> = {}) {
  const verifier = timedVerifier(url, 'ages', options);
  return {
    ...verifier,
    /** How a token fares: `accepted`, or the code and the beginning of the reason. */
    async fate(token: string): Promise<string> {
      return verifier.verify(token).then(
        () => 'accepted',
        ({ code }: { code: string }) => code,
      );
    },
  };
}

const jwksAsked = () => issuer.asked.filter((one) => one === 'GET /jwks').length;

describe('a key', () => {
  it('that is new at the issuer works when a token first names it', async () => {
    const verifier = verifierOf();
    const [old] = issuer.keys;
    const before = await issuer.clientToken();
    expect(await verifier.fate(before)).toBe('accepted');
    issuer.setKeys([await makeTokenKey('RS256', 'second'), ...(old ? [old] : [])]);
    expect(await verifier.fate(await issuer.clientToken())).toBe('accepted');
    expect(await verifier.fate(before)).toBe('accepted');
  });

  it('that takes the place of another under its id works as well', async () => {
    const verifier = verifierOf();
    expect(await verifier.fate(await issuer.sign())).toBe('accepted');
    issuer.setKeys([await makeTokenKey('ES256', 'first')]);
    expect(await verifier.fate(await issuer.sign())).toBe('accepted');
  });

  it('that is new is found within half a minute, also while others send invented ids', async () => {
    const verifier = verifierOf({ maxKeyAge: 600_000 });
    const flood = () =>
      Promise.all(
        Array.from({ length: 50 }, async (_, at) => verifier.fate(await issuer.sign({}, { kid: `x${at}` }))),
      );
    expect(new Set(await flood())).toEqual(new Set(['TOKEN_REFUSED']));
    expect(jwksAsked()).toBe(2);
    issuer.setKeys([await makeTokenKey('ES256', 'second')]);
    const token = await issuer.clientToken();
    expect(await verifier.fate(token)).toBe('TOKEN_REFUSED');
    verifier.later(29_000);
    await flood();
    expect(jwksAsked()).toBe(2);
    verifier.later(1_000);
    expect(await verifier.fate(token)).toBe('accepted');
    expect(jwksAsked()).toBe(3);
  });

  it('that is new is found sooner where others ask as well, whatever is sent', async () => {
    const verifier = verifierOf();
    const [old] = issuer.keys;
    const others = await issuer.clientToken();
    await verifier.fate(others);
    await verifier.fate(await issuer.sign({}, { kid: 'invented' }));
    issuer.setKeys([await makeTokenKey('ES256', 'second'), ...(old ? [old] : [])]);
    const token = await issuer.clientToken();
    expect(await verifier.fate(token)).toBe('TOKEN_REFUSED');
    verifier.later(20_000);
    expect(await verifier.fate(others)).toBe('accepted');
    await expect.poll(() => verifier.fate(token)).toBe('accepted');
  });

  it('that the issuer has removed is refused after a minute, and what it signed with it', async () => {
    const verifier = verifierOf();
    const token = await issuer.clientToken();
    expect(await verifier.fate(token)).toBe('accepted');
    issuer.setKeys([await makeTokenKey('ES256', 'second')]);
    verifier.later(60_001);
    expect(await verifier.fate(token)).toBe('TOKEN_REFUSED');
  });

  it('that the issuer has removed is refused at once where another is asked for', async () => {
    const verifier = verifierOf();
    const token = await issuer.clientToken();
    expect(await verifier.fate(token)).toBe('accepted');
    issuer.setKeys([await makeTokenKey('ES256', 'second')]);
    expect(await verifier.fate(await issuer.clientToken())).toBe('accepted');
    expect(await verifier.fate(token)).toBe('TOKEN_REFUSED');
  });

  it('that stays the same does not have tokens verified anew', async () => {
    const verifier = verifierOf({ maxKeyAge: 20_000 });
    const token = await issuer.clientToken();
    const found = await verifier.verify(token);
    verifier.later(25_000);
    expect(await verifier.verify(token)).toBe(found);
    expect(jwksAsked()).toBe(2);
  });
});

describe('an issuer that does not answer', () => {
  it('is told as that, and asked again a moment later', async () => {
    issuer.setDown(true);
    const verifier = verifierOf();
    const token = await issuer.sign();
    expect(await verifier.fate(token)).toBe('ISSUER_UNAVAILABLE');
    const asked = issuer.asked.length;
    expect(await verifier.fate(token)).toBe('ISSUER_UNAVAILABLE');
    expect(issuer.asked.length).toBe(asked);
    issuer.setDown(false);
    verifier.later(2_000);
    expect(await verifier.fate(token)).toBe('accepted');
  });

  it('has its known keys go on working for ten minutes, also for new tokens', async () => {
    const verifier = verifierOf();
    const sign = async () => verifier.fate(await issuer.sign());
    expect(await sign()).toBe('accepted');
    issuer.setDown(true);
    verifier.later(300_000);
    expect(await sign()).toBe('accepted');
    verifier.later(299_000);
    expect(await sign()).toBe('accepted');
    verifier.later(2_000);
    expect(await sign()).toBe('ISSUER_UNAVAILABLE');
    issuer.setDown(false);
    verifier.later(2_000);
    expect(await sign()).toBe('accepted');
  });

  it('holds nobody up while it takes its time', async () => {
    const verifier = verifierOf({ timeout: 300_000 });
    const sign = async () => verifier.fate(await issuer.sign());
    expect(await sign()).toBe('accepted');
    // Of keys that grow old, nobody waits for others.
    issuer.setSilent(true);
    verifier.later(31_000);
    expect(await sign()).toBe('accepted');
    verifier.close();
  });

  it('holds nobody up after an attempt that failed', async () => {
    const verifier = verifierOf({ timeout: 300_000 });
    const sign = async () => verifier.fate(await issuer.sign());
    expect(await sign()).toBe('accepted');
    issuer.setDown(true);
    verifier.later(61_000);
    expect(await sign()).toBe('accepted');
    issuer.setSilent(true);
    verifier.later(3_000);
    expect(await sign()).toBe('accepted');
    verifier.close();
  });
});

describe('an issuer is not trusted', () => {
  it('when its discovery is another’s', async () => {
    const verifier = verifierOf({ issuer: issuer.url.replace('127.0.0.1', 'localhost') });
    expect(await verifier.fate(await issuer.sign())).toBe('ISSUER_UNAVAILABLE');
  });

  it.each([
    ['http://issuer.example', 'must begin with https://'],
    ['http://127.0.0.1.example', 'must begin with https://'],
    ['ftp://issuer.example', 'begins with https://'],
    ['issuer.example', 'begins with https://'],
    ['', 'begins with https://'],
    ['https://me:word@issuer.example', 'without a user name'],
    ['https://issuer.example?a=b', 'without "?"'],
    ['https://issuer.example#a', 'without "?"'],
  ])('at %j', (url, message) => {
    const verifier = () => createTokenVerifier({ issuer: url, audience: 'throughgate', logger });
    expect(verifier).toThrow(OperatorError);
    expect(verifier).toThrow(message);
  });

  it('with keys that come without HTTPS', () => {
    const options = { issuer: 'https://issuer.example', audience: 'throughgate', logger };
    expect(() => createTokenVerifier({ ...options, jwksUri: 'http://issuer.example/jwks?x=1' })).toThrow(
      'The address of the keys of https://issuer.example must begin with https://',
    );
  });
});

it('has its keys where a setting says, without discovery', async () => {
  const verifier = verifierOf({ issuer: 'https://issuer.example', jwksUri: `${issuer.url}/jwks` });
  expect(await verifier.fate(await issuer.sign({ iss: 'https://issuer.example' }))).toBe('accepted');
  expect(issuer.asked).toEqual(['GET /jwks']);
});
