import { timingSafeEqual } from 'node:crypto';
import { type Caller, decodeCaller } from '../caller.ts';
import { requestIdForm, requestIdHeader } from '../request-id.ts';
import { createSeenNonces } from './seen-nonces.ts';
import {
  callerHeader,
  digestOfToken,
  hmacOf,
  signatureHeader,
  signatureVersion,
  useKey,
} from './signed-text.ts';

/** How far the clocks of gateway and subgraph may differ, in milliseconds. */
const tolerance = 60_000;
/** How many callers are kept decoded. */
const mostCallers = 1_000;

const signatureForm = /^v2\.([\w-]{8})\.(\d{13})\.([\w-]{12,64})\.([\w-]{43})$/;
/** What base64url JSON of a caller is written in: no line feed, as there is none in a request id. */
const callerForm = /^[\w-]+$/;
/** RFC 6750 section 2.1. The token itself is only ever hashed or verified. */
const bearer = 'bearer ';

/** A caller that was signed before, so that neither it nor its token is worked out again for each of its requests. */
interface KnownCaller {
  readonly caller: Caller;
  readonly token: string | undefined;
  readonly tokenDigest: string;
}

/** Headers of a request, as Node has them. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Whose requests are verified, and by what. */
export interface SignatureVerifierOptions {
  /** Name of the subgraph: a request that was signed for another is refused. */
  readonly subgraph: string;
  /** The subgraph's key; during a rotation the previous one beside it. */
  readonly keys: readonly string[];
  /** Told why a request is refused, for who runs the subgraph: half a sentence about the request that holds nothing of it. */
  readonly onRefusal?: ((reason: string) => void) | undefined;
}

/**
 * Verifies a request that reached a subgraph and returns who asks, with the token that came along. Returns `undefined` for a
 * request that must be refused. To be called once for a request: at the second time it is a replay.
 */
export type SignatureVerifier = (headers: Headers, body: string | Buffer) => Caller | undefined;

/**
 * Creates the verifier of a subgraph. It refuses what is signed by none of the keys, for another subgraph, more than a minute ago
 * or ahead, or a second time; and where caller, token, request id or body are not those that were signed. What it has seen it
 * remembers for itself: of several processes of a subgraph, each takes a request once.
 *
 * @throws OperatorError when a key is shorter than 32 characters or can be guessed
 */
export function createSignatureVerifier(options: SignatureVerifierOptions): SignatureVerifier {
  const { subgraph, keys, onRefusal } = options;
  const inUse = keys.map((key) => useKey(key, `The key of subgraph ${subgraph}`));
  const nonces = createSeenNonces(tolerance);
  const callers = new Map<string, KnownCaller>();

  function refuse(reason: string): undefined {
    onRefusal?.(reason);
  }

  return (headers, body) => {
    const {
      [callerHeader]: caller,
      [signatureHeader]: signature,
      [requestIdHeader]: requestId,
      authorization,
    } = headers;
    if (typeof signature !== 'string') return refuse(`has no header ${signatureHeader}`);
    const [, id, time, nonce, given] = signatureForm.exec(signature) ?? [];
    if (id === undefined || time === undefined || nonce === undefined || given === undefined) {
      return refuse(`has a signature that is not of the form ${signatureVersion}`);
    }
    const known = typeof caller === 'string' ? callers.get(caller) : undefined;
    if (typeof caller !== 'string' || (known === undefined && !callerForm.test(caller))) {
      return refuse(`has no header ${callerHeader} of base64url`);
    }
    if (typeof requestId !== 'string' || !requestIdForm.test(requestId)) {
      return refuse(`has no header ${requestIdHeader} of at most 64 letters, digits, dots and dashes`);
    }
    const token = tokenOf(authorization);
    if (token === null) return refuse('has a header authorization that is no bearer token');
    const key = inUse.find((one) => one.id === id);
    if (key === undefined) return refuse(`is signed by a key that ${subgraph} does not have, ${id}`);
    const now = Date.now();
    const off = Number(time) - now;
    if (Math.abs(off) > tolerance) {
      return refuse(
        `was signed ${Math.abs(Math.round(off / 1000))} seconds ${off < 0 ? 'ago' : 'ahead'}, and 60 are allowed: are both clocks right?`,
      );
    }
    const tokenDigest = known && known.token === token ? known.tokenDigest : digestOfToken(token);
    const parts = { subgraph, time, nonce, requestId, caller, tokenDigest };
    if (!timingSafeEqual(Buffer.from(hmacOf(key, parts, body), 'latin1'), Buffer.from(given, 'latin1'))) {
      return refuse('has a signature that does not fit it: it is for another subgraph, or was changed');
    }
    // Only now: who has no key fills no memory.
    if (!nonces.take(nonce, Number(time), now)) return refuse('came before');
    if (known && known.token === token) return known.caller;
    const decoded = decodeCaller(caller);
    if (decoded === undefined) return refuse('has a caller that is not whole');
    const asking = token === undefined ? decoded : { ...decoded, token };
    if (callers.size >= mostCallers) callers.clear();
    callers.set(caller, { caller: asking, token, tokenDigest });
    return asking;
  };
}

/** The token of a header `authorization`: `undefined` without one, null where it is something else. */
function tokenOf(authorization: string | string[] | undefined): string | undefined | null {
  if (authorization === undefined) return undefined;
  if (typeof authorization !== 'string') return null;
  if (authorization.slice(0, bearer.length).toLowerCase() !== bearer) return null;
  return authorization.slice(bearer.length) || null;
}
