import { EnvHttpProxyAgent, fetch } from 'undici';
import { problem } from '../contract/problem.ts';
import { RegistryClientError } from './registry-client-error.ts';

/** How the registry is reached. */
export interface RegistryConnection {
  /** Base URL of the registry, for example `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Token made with `hub token create`. */
  readonly token?: string | undefined;
  /** Milliseconds until a request counts as timed out. @default 120000 */
  readonly timeout?: number;
}

/** One request. */
export interface RegistryRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path and query, from `/v1/`. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives the request up. */
  readonly signal?: AbortSignal | undefined;
}

/** An answer that is not an error. */
export interface RegistryAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** The JSON body; `undefined` when there is none. */
  readonly body: unknown;
}

/**
 * Sends one request. A proxy is taken from HTTP_PROXY, HTTPS_PROXY and NO_PROXY, since government networks have them.
 *
 * Raises {@link RegistryClientError}: HUB-C050 when nothing answers, or something that is not the registry;
 * HUB-C051 when there is no answer in time; else the registry's own code.
 */
export async function sendRequest(
  { url, token, timeout = 120_000 }: RegistryConnection,
  { method, path, body, headers = {}, signal }: RegistryRequest,
): Promise<RegistryAnswer> {
  const address = new URL(path, url);
  const deadline = AbortSignal.timeout(timeout);
  let status: number;
  let text: string;
  let answered: Headers | { get(name: string): string | null };
  try {
    const response = await fetch(address, {
      method,
      dispatcher: proxyAgent(),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
    });
    status = response.status;
    answered = response.headers;
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw cause;
    if (deadline.aborted) {
      const message = `The registry at ${address.origin} did not answer ${method} ${path} within ${timeout} ms.`;
      throw new RegistryClientError('HUB-C051', message, { cause });
    }
    throw new RegistryClientError(
      'HUB-C050',
      `The registry at ${address.origin} cannot be reached: ${reason(cause)}.`,
      {
        cause,
      },
    );
  }
  if (status === 204 || status === 304) return { status, headers: answered, body: undefined };
  const json = parseJson(text);
  if (status < 400 && json !== undefined) return { status, headers: answered, body: json };
  const told = problem.safeParse(json);
  if (told.success) {
    const { code, detail, fix, findings = [] } = told.data;
    throw new RegistryClientError(code, detail, { fix, status, findings });
  }
  throw new RegistryClientError(
    'HUB-C050',
    `What answers at ${address.origin} is not the registry: HTTP status ${status} without its form of error.`,
    { status },
  );
}

let agent: EnvHttpProxyAgent | undefined;

/** One for the process, since it holds the connections. */
function proxyAgent(): EnvHttpProxyAgent {
  agent ??= new EnvHttpProxyAgent();
  return agent;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
