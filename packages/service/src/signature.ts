import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Caller, decodeCaller, encodeCaller } from './caller.ts';
import { requireSecret, secretFault } from './secret.ts';

/** Header that carries the {@link Caller}, base64url JSON. */
export const callerHeader = 'throughgate-caller';
/** Header that carries `<unix milliseconds>.<base64url HMAC-SHA256>` over time, caller and body. */
export const signatureHeader = 'throughgate-signature';

/** How far the clocks of gateway and subgraph may differ, and how long a captured request could be replayed. */
const toleranceMilliseconds = 60_000;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Signs requests on their way to a subgraph with the service key that gateway and subgraphs share.
 * The caller's encoding is kept for the last caller seen, since one caller makes many requests.
 *
 * @throws OperatorError when the key is shorter than 32 characters or can be guessed
 */
export function createSigner(serviceKey: string): (caller: Caller, body: string) => Record<string, string> {
  requireSecret(serviceKey, 'The service key');
  let lastCaller: Caller | undefined;
  let lastEncoded = '';
  return (caller, body) => {
    if (caller !== lastCaller) {
      lastCaller = caller;
      lastEncoded = encodeCaller(caller);
    }
    const time = Date.now().toString();
    return {
      [callerHeader]: lastEncoded,
      [signatureHeader]: `${time}.${digest(serviceKey, time, lastEncoded, body)}`,
    };
  };
}

/**
 * Verifies a request that reached a subgraph and returns who asks.
 * Returns `undefined` when the signature is missing, wrong, older or newer than a minute, or the caller is
 * not whole: such a request must be refused. With a key that is empty, shorter than 32 characters or can be guessed,
 * every request is.
 */
export function verifySignature(
  serviceKey: string,
  headers: Headers,
  body: string | Buffer,
): Caller | undefined {
  if (!isSound(serviceKey)) return undefined;
  const caller = headers[callerHeader];
  const signature = headers[signatureHeader];
  if (typeof caller !== 'string' || typeof signature !== 'string') return undefined;
  const dot = signature.indexOf('.');
  const time = signature.slice(0, dot);
  if (!/^\d{13}$/.test(time)) return undefined;
  if (Math.abs(Date.now() - Number(time)) > toleranceMilliseconds) return undefined;
  const given = Buffer.from(signature.slice(dot + 1));
  const expected = Buffer.from(digest(serviceKey, time, caller, body));
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return decodeCaller(caller);
}

/** The key that was found sound last: a service has one, and its requests need not pay for looking again. */
let soundKey: string | undefined;

function isSound(serviceKey: string): boolean {
  if (serviceKey === soundKey) return true;
  if (secretFault(serviceKey) !== undefined) return false;
  soundKey = serviceKey;
  return true;
}

function digest(serviceKey: string, time: string, caller: string, body: string | Buffer): string {
  return createHmac('sha256', serviceKey).update(`${time}\n${caller}\n`).update(body).digest('base64url');
}
