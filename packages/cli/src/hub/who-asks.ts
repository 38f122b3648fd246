import { readFileSync } from 'node:fs';
import type { GatewayOptions } from '@throughgate/gateway';
import type { TokenVerifier } from '@throughgate/identity';
import type { Settings } from '@throughgate/runtime/settings';
import { isLoopback, type Logger, OperatorError, reasonOf } from '@throughgate/service';

/** Settings that say how people sign in at a gateway. */
type SignInSettings = Pick<
  Settings,
  'host' | 'publicUrl' | 'audience' | 'issuer' | 'signInClient' | 'signInSecret' | 'signInSecretFile'
>;

/**
 * How people sign in at a hub's gateway. Undefined, with a word in the log, where nobody can: the gateway is one that others reach, and
 * HUB_PUBLIC_URL does not say at which address.
 *
 * @param issuer issuer as its tokens name it
 * @param sessionKey secret that all gateways of the hub have
 *
 * Raises `OperatorError` when HUB_SIGN_IN_SECRET_FILE names no secret.
 */
function signInOptions(
  settings: SignInSettings,
  issuer: string,
  sessionKey: string,
  logger: Logger,
): GatewayOptions['signIn'] {
  const { host, publicUrl, audience, signInClient: clientId } = settings;
  if (publicUrl === undefined && !isLoopback(host)) {
    logger.warn(
      'nobody can sign in at the gateway: HUB_PUBLIC_URL does not say at which address browsers find it',
    );
    return undefined;
  }
  return {
    issuer,
    clientId,
    clientSecret: clientSecret(settings),
    // The development issuer makes tokens for the hub and for nobody else, and knows no other name of it.
    audience: settings.issuer === undefined ? undefined : audience,
    publicUrl,
    sessionKey,
  };
}

/**
 * What has a gateway ask whom an issuer vouches for, and people sign in there; nothing without a verifier. Raises `OperatorError` as
 * {@link signInOptions} does.
 */
export function whoAsks(
  settings: SignInSettings,
  verifier: TokenVerifier | undefined,
  sessionKey: string,
  logger: Logger,
): Pick<GatewayOptions, 'identity' | 'signIn'> {
  if (!verifier) return {};
  return { identity: { verifier }, signIn: signInOptions(settings, verifier.issuer, sessionKey, logger) };
}

function clientSecret({ signInSecret, signInSecretFile: file }: SignInSettings): string | undefined {
  if (signInSecret !== undefined || file === undefined) return signInSecret;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new OperatorError(`HUB_SIGN_IN_SECRET_FILE cannot be read: ${reasonOf(cause)}.`, { cause });
  }
  if (text !== '' && !/[\r\n]/.test(text)) return text;
  throw new OperatorError(
    `HUB_SIGN_IN_SECRET_FILE must name a file of one line, the secret, and ${file} is none.`,
  );
}
