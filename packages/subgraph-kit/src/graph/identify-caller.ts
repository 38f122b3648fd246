import { callerOf, type Identity, TokenError, type TokenVerifier } from '@throughgate/identity';
import type { Caller } from '@throughgate/service';

/** Why nobody is answered: no good token, a purpose that it does not grant, or an issuer whose keys cannot be had. */
type RefusalCode = 'UNAUTHENTICATED' | 'PURPOSE_NOT_GRANTED' | 'ISSUER_UNAVAILABLE';

/** A request that is not answered, as it goes out. */
export interface Refusal {
  readonly status: 401 | 403 | 503;
  readonly code: RefusalCode;
  /** What was expected; nothing of what the request held. */
  readonly message: string;
}

/**
 * Finds out who asks from the issuer's token beside a signed request. Of what the gateway says of the caller only the purpose
 * counts, and only one that the token grants: whoever runs the gateway can invent nobody.
 *
 * @param signed the caller as the gateway signed it, with the token
 */
export async function identifyCaller(
  verifier: TokenVerifier,
  signed: Caller,
): Promise<{ readonly caller: Caller } | { readonly refusal: Refusal }> {
  const { token, kind, purpose } = signed;
  if (kind === 'developer' || kind === 'anonymous') {
    return refused(
      'UNAUTHENTICATED',
      `Only callers are answered for whom ${verifier.issuer} vouches, and none of kind ${kind}: set HUB_ISSUER for the gateway too.`,
    );
  }
  if (token === undefined) {
    return refused(
      'UNAUTHENTICATED',
      `The request must carry the token of ${verifier.issuer} with which the caller came to the gateway.`,
    );
  }
  let identity: Identity;
  try {
    identity = await verifier.verify(token);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    return error.code === 'ISSUER_UNAVAILABLE'
      ? refused('ISSUER_UNAVAILABLE', error.message)
      : refused('UNAUTHENTICATED', error.message);
  }
  if (purpose !== undefined && !identity.purposes.includes(purpose)) {
    return refused(
      'PURPOSE_NOT_GRANTED',
      'The token does not grant the purpose for which the request is made.',
    );
  }
  return { caller: callerOf(identity, token, purpose) };
}

const statuses = { UNAUTHENTICATED: 401, PURPOSE_NOT_GRANTED: 403, ISSUER_UNAVAILABLE: 503 } as const;

function refused(code: RefusalCode, message: string): { readonly refusal: Refusal } {
  return { refusal: { status: statuses[code], code, message } };
}
