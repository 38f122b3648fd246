import { isLoopback } from '@throughgate/service';
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  None,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Session } from './session.ts';
import type { SignInFlow } from './sign-in-flows.ts';
import type { SignInOptions } from './sign-in-options.ts';
import { SignInProblem } from './sign-in-problem.ts';

/** The issuer, as somebody who signs in is sent there and back: authorization code with PKCE (RFC 7636), state and nonce. */
export interface IssuerClient {
  /**
   * Begins a sign-in.
   *
   * @param again whether the issuer must ask who it is, also somebody whom it still knows
   * @returns the issuer's address for it, and what proves the answer to be the answer
   *
   * Raises {@link SignInProblem} when the issuer cannot be reached.
   */
  begin(
    callback: string,
    again: boolean,
  ): Promise<{ readonly url: string; readonly flow: Omit<SignInFlow, 'return'> }>;
  /**
   * Ends a sign-in.
   *
   * @param current address at which the browser came back
   *
   * Raises {@link SignInProblem}.
   */
  finish(current: URL, flow: SignInFlow): Promise<Session>;
}

/** Seconds within which the issuer must answer. */
const timeout = 5;
/** Milliseconds for which what the issuer says of itself is taken as known. */
const keptFor = 600_000;

/** Creates it; the issuer is asked when somebody first signs in, so that a gateway starts without it. */
export function createIssuerClient(options: SignInOptions): IssuerClient {
  const { issuer, clientId, clientSecret, audience } = options;
  let known: { readonly configuration: Promise<Configuration>; readonly until: number } | undefined;
  const resource = audience !== undefined && URL.canParse(audience) ? { resource: audience } : {};

  return {
    async begin(callback, again) {
      const configuration = await configured();
      const [state, nonce, verifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...(audience === undefined ? {} : { audience }),
        ...resource,
        ...(again ? { prompt: 'login' } : {}),
      });
      return { url: url.href, flow: { state, nonce, verifier, began: Date.now() } };
    },
    async finish(current, { state, nonce, verifier }) {
      const configuration = await configured();
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      };
      try {
        const tokens = await authorizationCodeGrant(configuration, current, checks, resource);
        const { access_token: token } = tokens;
        const claims = tokens.claims();
        const names = [claims?.['name'], claims?.['preferred_username'], claims?.sub];
        const name = names.find((one) => typeof one === 'string' && one.trim() !== '');
        return { token, name: String(name) };
      } catch (error) {
        throw problemOf(error);
      }
    },
  };

  async function configured(): Promise<Configuration> {
    if (known === undefined || Date.now() > known.until) {
      known = { configuration: discover(), until: Date.now() + keptFor };
    }
    const asked = known;
    try {
      return await asked.configuration;
    } catch (error) {
      if (known === asked) known = undefined;
      throw new SignInProblem('ISSUER_UNAVAILABLE', unavailable, error);
    }
  }

  async function discover(): Promise<Configuration> {
    const url = new URL(issuer);
    // Without TLS nobody knows who answers, unless it is this machine.
    const execute = isLoopback(url.hostname) ? [allowInsecureRequests] : [];
    const found = await discovery(url, clientId, undefined, None(), { execute, timeout });
    const server = found.serverMetadata();
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const shown = methods.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    const configuration = new Configuration(
      server,
      clientId,
      undefined,
      clientSecret === undefined ? None() : shown(clientSecret),
    );
    configuration.timeout = timeout;
    for (const step of execute) step(configuration);
    // The identity token is checked by the issuer's keys too, and not by the connection alone.
    enableNonRepudiationChecks(configuration);
    return configuration;
  }
}

const unavailable = 'The issuer, where one signs in, does not answer. Try again in a minute.';

function problemOf(error: unknown): SignInProblem {
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') {
      return new SignInProblem(
        'SIGN_IN_DENIED',
        'The issuer did not let you in, or you did not want to. Whoever runs it can tell why.',
        error,
      );
    }
    if (error.error === 'temporarily_unavailable' || error.error === 'server_error') {
      return new SignInProblem('ISSUER_UNAVAILABLE', unavailable, error);
    }
  }
  const isUnreachable =
    (error instanceof TypeError && error.message === 'fetch failed') ||
    (error instanceof ResponseBodyError && error.status >= 500) ||
    (error instanceof Error && 'code' in error && error.code === 'OAUTH_TIMEOUT');
  if (isUnreachable) return new SignInProblem('ISSUER_UNAVAILABLE', unavailable, error);
  return new SignInProblem(
    'SIGN_IN_FAILED',
    'The issuer’s answer cannot be used. Sign in again; if it happens again, tell whoever runs this hub.',
    error,
  );
}
