import { createSigner, localDeveloper } from '@throughgate/service';

/** An answer of the subgraph, whatever it is. */
export interface SubgraphAnswer {
  readonly status: number;
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
  readonly url: string;
  /** Key with which requests are signed; without it they are not. */
  readonly serviceKey?: string | undefined;
  /** Milliseconds within which an answer must be there. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Asks the way the gateway does: `POST`, JSON, signed when there is a key. GraphQL-over-HTTP's own media type is
 * preferred, so that the status of an answer means something.
 */
export function createAsk({ url, serviceKey, timeout, signal }: EndpointOptions): Ask {
  const sign = serviceKey === undefined ? undefined : createSigner(serviceKey);
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
          ...(signed ? sign?.(localDeveloper, body) : {}),
        },
        body,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      const text = await response.text();
      return {
        status: response.status,
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

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
