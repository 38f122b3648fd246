import { randomFillSync } from 'node:crypto';
import { type Caller, encodeCaller } from '../caller.ts';
import { requestIdHeader } from '../request-id.ts';
import { requireSecret } from '../secret.ts';
import {
  callerHeader,
  digestOfToken,
  hmacOf,
  type KeyInUse,
  signatureHeader,
  signatureVersion,
  useKey,
} from './signed-text.ts';
import { subgraphKey } from './subgraph-key.ts';

/**
 * With what requests are signed: the hub's service key, from which that of each subgraph is derived; or a subgraph's own key, for
 * who asks only that one.
 */
export type SigningKey = { readonly masterKey: string } | { readonly subgraphKey: string };

/** A request on its way to a subgraph. */
export interface ToBeSigned {
  /** Name of the subgraph in the supergraph. */
  readonly subgraph: string;
  /** As `x-request-id` says it; without line breaks. */
  readonly requestId: string;
  readonly caller: Caller;
  readonly body: string;
}

/** What all requests of a caller say of it. */
interface Encoding {
  readonly encoded: string;
  readonly tokenDigest: string;
  readonly authorization: string | undefined;
}

/**
 * Signs requests on their way to subgraphs. The headers that it returns are for one attempt: a request that is sent again is
 * signed again, since a subgraph takes no signature twice. They are the caller, the signature, the request id and, where the
 * caller has a token, `authorization: Bearer`.
 *
 * @throws OperatorError when the key is shorter than 32 characters or can be guessed
 */
export function createSigner(key: SigningKey): (request: ToBeSigned) => Record<string, string> {
  const keyOf = keysBySubgraph(key);
  // One caller makes many requests: one for each subgraph that its operation needs.
  const encodings = new WeakMap<Caller, Encoding>();
  return ({ subgraph, requestId, caller, body }) => {
    let encoding = encodings.get(caller);
    if (encoding === undefined) {
      const { token } = caller;
      const authorization = token === undefined ? undefined : `Bearer ${token}`;
      encoding = { encoded: encodeCaller(caller), tokenDigest: digestOfToken(token), authorization };
      encodings.set(caller, encoding);
    }
    const { encoded, tokenDigest, authorization } = encoding;
    const inUse = keyOf(subgraph);
    const time = Date.now().toString();
    const nonce = freshNonce();
    const parts = { subgraph, time, nonce, requestId, caller: encoded, tokenDigest };
    const digest = hmacOf(inUse, parts, body);
    const headers: Record<string, string> = {
      [requestIdHeader]: requestId,
      [callerHeader]: encoded,
      [signatureHeader]: `${signatureVersion}.${inUse.id}.${time}.${nonce}.${digest}`,
    };
    if (authorization !== undefined) headers['authorization'] = authorization;
    return headers;
  };
}

function keysBySubgraph(key: SigningKey): (subgraph: string) => KeyInUse {
  if ('subgraphKey' in key) {
    const only = useKey(key.subgraphKey, 'The key of the subgraph');
    return () => only;
  }
  const masterKey = requireSecret(key.masterKey, 'The service key');
  const derived = new Map<string, KeyInUse>();
  return (subgraph) => {
    let inUse = derived.get(subgraph);
    if (inUse === undefined) {
      inUse = useKey(subgraphKey(masterKey, subgraph), 'The key of the subgraph');
      derived.set(subgraph, inUse);
    }
    return inUse;
  };
}

/**
 * 72 bits that were never there before, as 12 letters: V8 keeps the whole header in memory for a longer piece of it. Random
 * bytes are fetched for many at once, which costs a tenth.
 */
const nonceBytes = 9;
const pool = Buffer.alloc(nonceBytes * 256);
let used = pool.length;

function freshNonce(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += nonceBytes;
  return pool.toString('base64url', used - nonceBytes, used);
}
