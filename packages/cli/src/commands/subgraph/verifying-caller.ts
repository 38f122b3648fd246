import { readRequirements } from '@throughgate/authorization';
import { callerOf, createTokenVerifier, isAgencyScope, TokenError } from '@throughgate/identity';
import { issuePersonaToken } from '@throughgate/issuer';
import { readRunFile } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import { type Caller, createLogger, isLoopback, localDeveloper, OperatorError } from '@throughgate/service';
import { parse } from 'graphql';

/** Tokens of an issuer are JWTs: three texts with dots between them. */
const jwt = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * As whom a subgraph is asked while it is verified. One that takes the tokens of an issuer wants one: that is HUB_TOKEN where it is a
 * token of the issuer, else one of the development issuer, of somebody who may everything that the subgraph's schema names. Without
 * an issuer, it is the developer whom a hub without one has.
 *
 * Raises `OperatorError` when the issuer refuses the token, or gives none.
 */
export async function verifyingCaller(
  settings: Pick<Settings, 'issuer' | 'audience' | 'rolesClaim' | 'data' | 'token'>,
  sdl: string,
): Promise<Caller> {
  const issuer = settings.issuer ?? readRunFile(settings.data)?.issuerUrl;
  if (issuer === undefined) return localDeveloper;
  const token = await tokenOf(issuer, settings, sdl);
  if (token === undefined) return localDeveloper;
  const verifier = createTokenVerifier({
    issuer,
    audience: settings.audience,
    rolesClaim: settings.rolesClaim,
    logger: createLogger('silent'),
  });
  try {
    const identity = await verifier.verify(token);
    return callerOf(identity, token, identity.purposes[0]);
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    throw new OperatorError(`HUB_TOKEN cannot be used to ask the subgraph: ${error.message}`, {
      cause: error,
    });
  } finally {
    verifier.close();
  }
}

async function tokenOf(
  issuer: string,
  { token, audience }: Pick<Settings, 'token' | 'audience'>,
  sdl: string,
): Promise<string | undefined> {
  if (token !== undefined && jwt.test(token)) return token;
  if (!isLoopback(new URL(issuer).hostname)) return undefined;
  return issuePersonaToken(issuer, 'developer', { audience, scopes: agencyScopesIn(sdl) });
}

/** Scopes that the agency has made up, which no persona has. What is no SDL, verifying tells. */
function agencyScopesIn(sdl: string): string[] {
  try {
    return [...readRequirements(parse(sdl)).grants]
      .map((grant) => grant.replace(/^scope:/, ''))
      .filter(isAgencyScope);
  } catch {
    return [];
  }
}
