import { createHash, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';

/** A request of this gateway to a subgraph. */
export interface SubgraphRequest {
  /** Name of the subgraph in the supergraph. */
  readonly subgraph: string;
  readonly body: string;
  /** The header `authorization` that the client sent, where it sent one: agencies verify its token for themselves. */
  readonly authorization?: string | undefined;
  /** The header `throughgate-purpose` that the client sent. */
  readonly purpose?: string | undefined;
}

/**
 * The headers without which the hub's subgraphs refuse a request (docs/integrators.md, "The signature"). They are for one
 * attempt: what is sent again is signed again.
 *
 * @param serviceKey the hub's service key, from which the key of each subgraph is derived
 */
export function sign(
  { subgraph, body, authorization, purpose }: SubgraphRequest,
  serviceKey: string,
): Record<string, string> {
  const key = Buffer.from(
    hkdfSync('sha256', serviceKey, '', `throughgate subgraph key 1\n${subgraph}`, 32),
  ).toString('base64url');
  const keyId = sha256(`throughgate key id\n${key}`).slice(0, 8);
  const time = Date.now().toString();
  const nonce = randomBytes(12).toString('base64url');
  const requestId = randomUUID();
  const caller = callerOf(purpose);
  const token = authorization?.replace(/^Bearer /i, '');
  const head = ['v2', subgraph, keyId, time, nonce, requestId, caller, token ? sha256(token) : '', ''].join(
    '\n',
  );
  const hmac = createHmac('sha256', key).update(head).update(body).digest('base64url');
  return {
    'throughgate-caller': caller,
    'throughgate-signature': `v2.${keyId}.${time}.${nonce}.${hmac}`,
    'x-request-id': requestId,
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
}

/** Who asks. Where agencies verify tokens it is the token that says so, and of this only the purpose counts. */
function callerOf(purpose: string | undefined): string {
  const caller = {
    id: 'other-gateway',
    kind: 'system',
    organisation: 'throughgate',
    roles: ['reader'],
    scopes: [],
  };
  return Buffer.from(JSON.stringify({ ...caller, purpose })).toString('base64url');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
