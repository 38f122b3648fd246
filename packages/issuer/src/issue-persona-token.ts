import { isLoopback, OperatorError, reasonOf } from '@throughgate/service';
import { hubClient } from './clients.ts';
import { personaGrant } from './persona-grant.ts';

/** What a token of a persona is asked to be. */
export interface PersonaTokenOptions {
  /** Purposes to which it is kept. @default all that the persona has */
  readonly purposes?: readonly string[];
  /** Scopes that it has beside the persona’s, such as those of an agency that has joined. @default none */
  readonly scopes?: readonly string[];
  /** Seconds that it lasts, at most a day. @default 3600 */
  readonly expiresIn?: number;
  /** Whom it is for. @default the issuer's audience */
  readonly audience?: string;
}

/**
 * Has the development issuer make an access token of one of its personas.
 *
 * Raises `OperatorError` when the issuer is not on this machine, does not answer or refuses, with its reason.
 */
export async function issuePersonaToken(
  issuerUrl: string,
  persona: string,
  { purposes, scopes, expiresIn, audience }: PersonaTokenOptions = {},
): Promise<string> {
  if (!isLoopback(new URL(issuerUrl).hostname)) {
    throw new OperatorError(
      `The issuer at ${issuerUrl} is not the development issuer of a hub on this machine, and gives no tokens of personas.`,
    );
  }
  const answer = await askForToken(issuerUrl, {
    grant_type: personaGrant,
    client_id: hubClient,
    persona,
    // A parameter that is empty counts as left out (RFC 6749 section 3.2).
    ...(purposes === undefined ? {} : { purposes: purposes.join(' ') || ' ' }),
    ...(scopes === undefined ? {} : { scopes: scopes.join(' ') }),
    ...(expiresIn === undefined ? {} : { expires_in: String(expiresIn) }),
    ...(audience === undefined ? {} : { audience }),
  });
  if (typeof answer.access_token === 'string') return answer.access_token;
  throw new OperatorError(
    `The issuer at ${issuerUrl} gives no token: ${answer.error_description ?? answer.error ?? 'it does not say why'}.`,
  );
}

/** Codes of a connection that ended before the answer. */
const connectionsLost = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** What a token endpoint answers, as far as it matters here. */
interface TokenAnswer {
  readonly access_token?: string;
  readonly error?: string;
  readonly error_description?: string;
}

/** A second attempt does no harm: it makes another token. The first may have met a kept connection that was just closed. */
async function askForToken(
  issuerUrl: string,
  parameters: Readonly<Record<string, string>>,
  attempts = 2,
): Promise<TokenAnswer> {
  try {
    const response = await fetch(new URL('/token', issuerUrl), {
      method: 'POST',
      body: new URLSearchParams(parameters),
      signal: AbortSignal.timeout(10_000),
    });
    return (await response.json()) as TokenAnswer;
  } catch (error) {
    const { cause } = error as Error;
    if (
      attempts > 1 &&
      cause instanceof Error &&
      connectionsLost.has(String((cause as NodeJS.ErrnoException).code))
    ) {
      return askForToken(issuerUrl, parameters, attempts - 1);
    }
    throw new OperatorError(
      `The issuer at ${issuerUrl} does not answer: ${reasonOf(cause instanceof Error ? cause : error)}.`,
      { cause: error },
    );
  }
}
