import { OperatorError, reasonOf } from '@throughgate/service';
import type { JSONWebKeySet } from 'jose';
import { requireIssuerUrl } from './issuer-url.ts';

/** How to ask an issuer. */
export interface AskOptions {
  /** Milliseconds within which it must answer. */
  readonly timeout: number;
  /** Ends what is asked. */
  readonly signal: AbortSignal;
}

/**
 * Finds out where an issuer has its keys (OpenID Connect Discovery 1.0 section 4).
 * Raises Error when it does not answer, or answers as another issuer: section 4.3, since else anybody's keys would do.
 */
export async function discoverJwksUri(issuer: string, options: AskOptions): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = await getJson(url, options);
  if (found['issuer'] !== issuer) {
    throw new OperatorError(
      `${url} calls its issuer ${JSON.stringify(found['issuer'])}, and it must be "${issuer}" to the letter.`,
    );
  }
  const uri = found['jwks_uri'];
  if (typeof uri !== 'string') throw new OperatorError(`${url} names no "jwks_uri".`);
  return requireKeysUrl(uri, issuer);
}

/** Holds the address of keys to {@link requireIssuerUrl}, save that it may have a query. Raises `OperatorError`. */
export function requireKeysUrl(uri: string, issuer: string): string {
  requireIssuerUrl(uri.replace(/[?#].*$/s, ''), `The address of the keys of ${issuer}`);
  return uri;
}

/** Gets the keys of an issuer, a JSON Web Key Set (RFC 7517). Raises Error when it gives none. */
export async function fetchJwks(uri: string, options: AskOptions): Promise<JSONWebKeySet> {
  const { keys } = await getJson(uri, options);
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'object' && key !== null)) {
    throw new OperatorError(`${uri} answered with no JSON Web Key Set.`);
  }
  return { keys };
}

async function getJson(
  url: string,
  { timeout, signal }: AskOptions,
): Promise<Readonly<Record<string, unknown>>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      headers: { accept: 'application/json' },
      // Who may redirect could name other keys.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    });
    body = response.ok ? await response.json() : undefined;
  } catch (error) {
    // What went wrong with the connection is in the cause; the error itself says "fetch failed".
    const { cause = error } = error as { cause?: unknown };
    throw new Error(`${url} gave no answer: ${reasonOf(cause)}`, { cause: error });
  }
  if (!response.ok) throw new Error(`${url} answered with status ${response.status}.`);
  if (typeof body !== 'object' || body === null) throw new OperatorError(`${url} answered with no object.`);
  return body as Readonly<Record<string, unknown>>;
}
