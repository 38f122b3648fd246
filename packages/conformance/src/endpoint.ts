import { randomUUID } from 'node:crypto';
import { type Caller, createSigner, localDeveloper } from '@throughgate/service';

/** An answer of the subgraph, whatever it is. */
export interface SubgraphAnswer {
  readonly status: number;
  /** Where it redirects to, as it says; empty when it does not. */
  readonly location: string;
  /** Media type without parameters, in lower case; empty when none was given. */
  readonly contentType: string;
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly body: unknown;
  readonly milliseconds: number;
}

/** A GraphQL operation. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Sends an operation to the subgraph. Raises {@link NoAnswerError} when there is no answer in time. */
export type Ask = (
  request: SubgraphRequest,
  options?: { readonly signed?: boolean },
) => Promise<SubgraphAnswer>;

/** The subgraph gave no answer: it is not there, or took too long. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Where and how to ask. */
export interface EndpointOptions {
  /** Name of the subgraph, for which requests are signed. */
  readonly name: string;
  readonly url: string;
  /** The subgraph's own key, with which requests are signed; without it they are not. */
  readonly serviceKey?: string | undefined;
  /** As whom to ask. @default the developer of a hub without an issuer */
  readonly caller?: Caller | undefined;
  /** Milliseconds within which an answer must be there. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the way the gateway does: `POST`, JSON, signed when there is a key. GraphQL-over-HTTP's own media type is
 * preferred, so that the status of an answer means something.
 */
export function createAsk(options: EndpointOptions): Ask {
  const { name, url, serviceKey, caller = localDeveloper, timeout, signal } = options;
  const sign = serviceKey === undefined ? undefined : createSigner({ subgraphKey: serviceKey });
  return async (request, { signed = true } = {}) => {
    signal?.throwIfAborted();
    const body = JSON.stringify(request);
    const deadline = AbortSignal.timeout(timeout);
    const started = performance.now();
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json;q=0.9',
          ...(signed ? sign?.({ subgraph: name, requestId: randomUUID(), caller, body }) : {}),
        },
        body,
        // The gateway follows none: a redirected POST may become a GET.
        redirect: 'manual',
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      const text = await response.text();
      return {
        status: response.status,
        location: response.headers.get('location') ?? '',
        contentType: (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
        text,
        body: parseJson(text),
        milliseconds: performance.now() - started,
      };
    } catch (cause) {
      signal?.throwIfAborted();
      const reason = deadline.aborted ? `no answer within ${timeout} ms` : reasonOf(cause);
      throw new NoAnswerError(`${url}: ${reason}`, { cause });
    }
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why there is no answer, with what helps where that is known. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  // Of several addresses of a host, the first says as much as the others.
  const [first] = cause instanceof AggregateError ? (cause.errors as unknown[]) : [];
  const { code, message } = (first instanceof Error ? first : cause) as NodeJS.ErrnoException;
  const told = message || cause.name;
  const hint = code === undefined ? undefined : hints[code];
  if (hint !== undefined) return `${hint} (${told})`;
  return code?.includes('CERT') ? `its TLS certificate is not accepted (${told})` : told;
}

/** What codes of Node's network, TLS and HTTP mean for who gave the URL. */
const hints: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at this host and port',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host’s name cannot be looked up at the moment',
  EHOSTUNREACH: 'there is no way to this host',
  ENETUNREACH: 'there is no way to this host',
  ETIMEDOUT: 'the host does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  ECONNRESET:
    'the connection was closed without an answer; is it https:// and not http://, or the other way round?',
  UND_ERR_SOCKET:
    'the connection was closed without an answer; is it https:// and not http://, or the other way round?',
  EPROTO: 'it speaks no TLS there; is it http:// and not https://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it speaks no TLS there; is it http:// and not https://?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'it speaks no TLS there; is it http:// and not https://?',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'its TLS certificate is signed by itself; NODE_EXTRA_CA_CERTS names further authorities',
  SELF_SIGNED_CERT_IN_CHAIN:
    'its TLS certificate is of an authority that is not trusted here; NODE_EXTRA_CA_CERTS names further ones',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'its TLS certificate is of an authority that is not trusted here; NODE_EXTRA_CA_CERTS names further ones',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its TLS certificate is of an authority that is not trusted here; NODE_EXTRA_CA_CERTS names further ones',
  CERT_HAS_EXPIRED: 'its TLS certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its TLS certificate is for another host',
};
