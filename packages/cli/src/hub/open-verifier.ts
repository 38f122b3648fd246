import { createTokenVerifier, type TokenVerifier } from '@throughgate/identity';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';

/** Verifies tokens of the issuer that HUB_ISSUER names; undefined when it names none. Raises `OperatorError` for a bad address. */
export function openVerifier(
  { issuer, audience, rolesClaim }: Pick<Settings, 'issuer' | 'audience' | 'rolesClaim'>,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): TokenVerifier | undefined {
  return issuer === undefined ? undefined : verifierOf({ issuer, audience, rolesClaim }, logger, cleanup);
}

/** Verifies tokens of an issuer until `cleanup`. Raises `OperatorError` for a bad address. */
export function verifierOf(
  { issuer, audience, rolesClaim }: { issuer: string } & Pick<Settings, 'audience' | 'rolesClaim'>,
  logger: Logger,
  cleanup: AsyncDisposableStack,
): TokenVerifier {
  const verifier = createTokenVerifier({ issuer, audience, rolesClaim, logger });
  cleanup.defer(() => verifier.close());
  return verifier;
}
