import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Caller,
  callerHeader,
  createSigner,
  decodeCaller,
  encodeCaller,
  localDeveloper,
  OperatorError,
  signatureHeader,
  verifySignature,
} from '../src/index.ts';

const key = 'a service key that is long enough';
const body = '{"query":"{ __typename }"}';

afterEach(() => vi.useRealTimers());

describe('a signed request', () => {
  it('is verified and gives the caller, whose names may be in any script', () => {
    const caller: Caller = { ...localDeveloper, id: 'siân-ŵ', purpose: 'ymchwil – 研究' };
    expect(verifySignature(key, createSigner(key)(caller, body), body)).toEqual(caller);
  });

  it.each<[string, (headers: Record<string, string>) => Record<string, string>, string?, string?]>([
    ['whose body was changed', (headers) => headers, `${body} `],
    ['signed with another key', (headers) => headers, body, 'another service key, as long as it'],
    [
      'whose caller was changed',
      (headers) => ({ ...headers, [callerHeader]: encodeCaller({ ...localDeveloper, roles: ['admin'] }) }),
    ],
    ['without a caller', ({ [callerHeader]: _, ...headers }) => headers],
    ['without a signature', ({ [signatureHeader]: _, ...headers }) => headers],
    [
      'whose time was changed',
      (headers) => ({
        ...headers,
        [signatureHeader]: `1${headers[signatureHeader]?.slice(1)}`.replace(/^1\d/, '19'),
      }),
    ],
    ['with rubbish for a signature', (headers) => ({ ...headers, [signatureHeader]: 'rubbish' })],
  ])('%s is refused', (_name, change, received = body, verifyingKey = key) => {
    const headers = change(createSigner(key)(localDeveloper, body));
    expect(verifySignature(verifyingKey, headers, received)).toBeUndefined();
  });

  it.each([
    ['empty', ''],
    ['blank', ' '.repeat(40)],
    ['short', 'a service key of 31 characters.'],
    ['short, with blanks around it', `${' '.repeat(20)}short key${' '.repeat(20)}`],
    ['one character over and over', 'x'.repeat(64)],
    ['what a power cut leaves of a file', '\0'.repeat(43)],
    ['two lines', `${key}\n${key}`],
  ])('with a key that is %s is neither made nor accepted', (_name, weak) => {
    expect(() => createSigner(weak)).toThrow(OperatorError);
    const encoded = encodeCaller(localDeveloper);
    const time = Date.now().toString();
    const digest = createHmac('sha256', weak)
      .update(`${time}\n${encoded}\n`)
      .update(body)
      .digest('base64url');
    const headers = { [callerHeader]: encoded, [signatureHeader]: `${time}.${digest}` };
    expect(verifySignature(weak, headers, body)).toBeUndefined();
  });

  it('is refused when it is replayed after more than a minute', () => {
    vi.useFakeTimers({ now: new Date('2026-10-01T09:00:00Z') });
    const headers = createSigner(key)(localDeveloper, body);
    vi.setSystemTime(new Date('2026-10-01T09:00:59Z'));
    expect(verifySignature(key, headers, body)).toEqual(localDeveloper);
    vi.setSystemTime(new Date('2026-10-01T09:01:01Z'));
    expect(verifySignature(key, headers, body)).toBeUndefined();
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
