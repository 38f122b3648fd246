import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Caller,
  callerHeader,
  createSignatureVerifier,
  createSigner,
  decodeCaller,
  encodeCaller,
  keyId,
  localDeveloper,
  OperatorError,
  requestIdHeader,
  signatureHeader,
  subgraphKey,
  type ToBeSigned,
} from '../src/index.ts';
import { createSeenNonces } from '../src/signature/seen-nonces.ts';

const masterKey = 'a service key that is long enough';
const key = subgraphKey(masterKey, 'prisons');
const token = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2ln';
const asked: ToBeSigned = {
  subgraph: 'prisons',
  requestId: 'request-7',
  caller: { ...localDeveloper, token },
  body: '{"query":"{ __typename }"}',
};
const sign = createSigner({ masterKey });
const verifier = (...keys: string[]) =>
  createSignatureVerifier({ subgraph: 'prisons', keys: keys.length > 0 ? keys : [key] });

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T09:00:00Z') }));
afterEach(() => void vi.useRealTimers());
const wait = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

describe('a signed request', () => {
  it('is verified and gives the caller, whose names may be in any script, with the token', () => {
    const caller: Caller = { ...localDeveloper, id: 'siân-ŵ', purpose: 'ymchwil – 研究', token };
    expect(verifier()(sign({ ...asked, caller }), asked.body)).toEqual(caller);
    expect(verifier()(sign({ ...asked, caller: localDeveloper }), asked.body)).toEqual(localDeveloper);
    expect(verifier()(sign(asked), Buffer.from(asked.body))).toEqual(asked.caller);
  });

  it('does not hold the token in the caller', () => {
    expect(Buffer.from(sign(asked)[callerHeader] ?? '', 'base64url').toString()).not.toContain(token);
  });

  it('is refused the second time, and a second attempt that is signed anew is not', () => {
    const verify = verifier();
    const headers = sign(asked);
    expect(verify(headers, asked.body)).toBeDefined();
    expect(verify(headers, asked.body)).toBeUndefined();
    expect(verify(sign(asked), asked.body)).toBeDefined();
  });

  it('is refused a second time within all of its window, from a minute ahead to a minute ago', () => {
    const verify = verifier();
    const headers = sign(asked);
    wait(-60_000);
    expect(verify(headers, asked.body)).toBeDefined();
    for (let second = -59; second <= 60; second++) {
      wait(1_000);
      expect(verify(headers, asked.body), `${second} s`).toBeUndefined();
    }
  });

  it('is refused where the clock was set back after it was forgotten', () => {
    const verify = verifier();
    const headers = sign(asked);
    expect(verify(headers, asked.body)).toBeDefined();
    wait(3_600_000);
    expect(verify(sign(asked), asked.body)).toBeDefined();
    wait(-3_600_000);
    expect(verify(headers, asked.body)).toBeUndefined();
  });

  it.each([
    ['more than a minute ago', 60_001],
    ['more than a minute ahead', -60_001],
  ])('that was signed %s is refused', (_name, shift) => {
    const headers = sign(asked);
    wait(shift);
    expect(verifier()(headers, asked.body)).toBeUndefined();
  });

  it('for one subgraph is refused by every other, whoever signed it', () => {
    const headers = sign(asked);
    const other = (keys: string[]) => createSignatureVerifier({ subgraph: 'probation', keys });
    expect(other([subgraphKey(masterKey, 'probation')])(headers, asked.body)).toBeUndefined();
    // Even where both had the same key.
    expect(other([key])(headers, asked.body)).toBeUndefined();
    // Whoever has one agency's key cannot ask another.
    const forged = createSigner({ subgraphKey: key })({ ...asked, subgraph: 'probation' });
    expect(other([subgraphKey(masterKey, 'probation')])(forged, asked.body)).toBeUndefined();
  });

  it('may be signed with the current or the previous key, and with no other', () => {
    const [before, after, long] = ['one', 'two', 'three'].map(
      (text) => `${text} master key, thirty-two letters`,
    );
    const keys = [after, before].map((master) => subgraphKey(master ?? '', 'prisons'));
    const signed = (master = '') => createSigner({ masterKey: master })(asked);
    expect(verifier(...keys)(signed(after), asked.body)).toBeDefined();
    expect(verifier(...keys)(signed(before), asked.body)).toBeDefined();
    expect(verifier(...keys)(signed(long), asked.body)).toBeUndefined();
    expect(verifier(keys[0] ?? '')(signed(before), asked.body)).toBeUndefined();
  });

  it('tells who runs the subgraph why it is refused, and nothing of what it holds', () => {
    const reasons: string[] = [];
    const verify = createSignatureVerifier({
      subgraph: 'prisons',
      keys: [key],
      onRefusal: (reason) => void reasons.push(reason),
    });
    const headers = sign(asked);
    verify({}, '');
    verify({ ...headers, [signatureHeader]: '1790845200000.abc' }, asked.body);
    verify(createSigner({ masterKey: 'another service key, as long as it' })(asked), asked.body);
    verify(headers, `${asked.body} `);
    verify(headers, asked.body);
    verify(headers, asked.body);
    wait(70_000);
    verify(headers, asked.body);
    expect(reasons).toEqual([
      'has no header throughgate-signature',
      'has a signature that is not of the form v2',
      expect.stringMatching(/^is signed by a key that prisons does not have, [\w-]{8}$/),
      'has a signature that does not fit it: it is for another subgraph, or was changed',
      'came before',
      'was signed 70 seconds ago, and 60 are allowed: are both clocks right?',
    ]);
    expect(reasons.join()).not.toContain(token);
  });

  it.each([
    ['empty', ''],
    ['blank', ' '.repeat(40)],
    ['short', 'a service key of 31 characters.'],
    ['short, with blanks around it', `${' '.repeat(20)}short key${' '.repeat(20)}`],
    ['one character over and over', 'x'.repeat(64)],
    ['what a power cut leaves of a file', '\0'.repeat(43)],
    ['two lines', `${masterKey}\n${masterKey}`],
  ])('with a key that is %s is neither made nor accepted', (_name, weak) => {
    expect(() => createSigner({ masterKey: weak })).toThrow(OperatorError);
    expect(() => createSigner({ subgraphKey: weak })).toThrow(OperatorError);
    expect(() => subgraphKey(weak, 'prisons')).toThrow(OperatorError);
    expect(() => verifier(weak)).toThrow(OperatorError);
    expect(() => verifier(key, weak)).toThrow(OperatorError);
  });
});

describe('whatever is changed on its way', () => {
  const names = [callerHeader, signatureHeader, requestIdHeader, 'authorization'];
  // RFC 9110 section 11.1: the scheme is written in whatever letters.
  const ofOneCase = (text: unknown) =>
    typeof text === 'string' ? text.replace(/^bearer /i, (scheme) => scheme.toLowerCase()) : text;
  const saysTheSame = (one: unknown, other: unknown) => ofOneCase(one) === ofOneCase(other);

  it('is refused: one header cut, longer, swapped, twice there or gone', () => {
    const change = fc.record({
      name: fc.constantFrom(...names),
      how: fc.oneof(
        fc.nat().map((at) => (text: string) => text.slice(0, at % text.length)),
        fc.nat().map((at) => (text: string) => text.slice((at % (text.length - 1)) + 1)),
        fc.tuple(fc.nat(), fc.constantFrom('A', '0', '_', '.', ' ', '=', '\n')).map(
          ([at, letter]) =>
            (text: string) =>
              `${text.slice(0, at % text.length)}${letter}${text.slice((at % text.length) + 1)}`,
        ),
        fc.constantFrom('A', '.', ' ', '\n', '=').map((more) => (text: string) => text + more),
        fc.constant((text: string) => [text, text]),
        fc.constant(() => undefined),
        fc.string().map((other) => () => other),
      ),
    });
    fc.assert(
      fc.property(change, ({ name, how }) => {
        const headers = sign(asked);
        const changed = how(headers[name] ?? '');
        fc.pre(!saysTheSame(changed, headers[name]));
        expect(verifier()({ ...headers, [name]: changed }, asked.body)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused: letters moved from one part to the next, or parts of two requests mixed', () => {
    const other = {
      ...asked,
      requestId: 'request-8',
      caller: { ...localDeveloper, id: 'ann', token: `${token}x` },
    };
    fc.assert(
      fc.property(fc.subarray(names, { minLength: 1, maxLength: names.length - 1 }), (swapped) => {
        const [one, two] = [sign(asked), sign(other)];
        const mixed = Object.fromEntries(
          names.map((name) => [name, (swapped.includes(name) ? two : one)[name]]),
        );
        expect(verifier()(mixed, asked.body)).toBeUndefined();
      }),
    );
  });

  it('is refused: any other body', () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        fc.pre(body !== asked.body);
        expect(verifier()(sign(asked), body)).toBeUndefined();
      }),
    );
  });
});

describe('the keys of subgraphs', () => {
  it('differ by subgraph and by service key, and so do their ids', () => {
    const names = ['prisons', 'probation', 'prison', 'prisons\nx'];
    const keys = names.flatMap((name) => [subgraphKey(masterKey, name), subgraphKey(`${masterKey}!`, name)]);
    expect(new Set(keys).size).toBe(8);
    expect(new Set(keys.map(keyId)).size).toBe(8);
    expect(keys.every((one) => /^[\w-]{43}$/.test(one))).toBe(true);
  });
});

describe('the memory of what was answered', () => {
  it('forgets what no longer could be sent again', () => {
    const seen = createSeenNonces(60_000);
    for (let second = 0; second < 600; second++) {
      expect(seen.take(`nonce ${second}`, second * 1_000, second * 1_000)).toBe(true);
      expect(seen.size).toBeLessThanOrEqual(90);
    }
  });

  it('stays within its bounds, and refuses what it had to forget', () => {
    const seen = createSeenNonces(60_000, 1_000);
    const now = 1_000_000;
    const times = Array.from({ length: 3_000 }, (_, index) => now - 50_000 + index * 15);
    for (const [index, time] of times.entries()) expect(seen.take(`nonce ${index}`, time, now)).toBe(true);
    expect(seen.size).toBeLessThanOrEqual(1_000);
    for (const [index, time] of times.entries()) expect(seen.take(`nonce ${index}`, time, now)).toBe(false);
    expect(seen.take('a new one', now, now)).toBe(true);
  });
});

describe('a caller', () => {
  it.each([
    ['no JSON', Buffer.from('x').toString('base64url')],
    ['no object', Buffer.from('7').toString('base64url')],
    ['an unknown kind', encodeCaller({ ...localDeveloper, kind: 'god' as 'person' })],
    ['roles that are no list', encodeCaller({ ...localDeveloper, roles: 'admin' as unknown as [] })],
    ['no organisation', encodeCaller({ ...localDeveloper, organisation: undefined as unknown as string })],
  ])('that is %s is none', (_name, text) => {
    expect(decodeCaller(text)).toBeUndefined();
  });
});
