import { createTokenVerifier, type TokenVerifierOptions } from '@throughgate/identity';
import { createLogger } from '@throughgate/service';
import { startTokenIssuer, type TokenIssuer } from '@throughgate/testkit/token-issuer';
import { startTestGateway, type TestGateway, type TestOptions } from './gateway-client.ts';

/** A gateway of a real issuer's tokens. */
export interface TokenGateway extends TestGateway {
  readonly issuer: TokenIssuer;
  /** Moves the clock by which the gateway tells how old keys and verified tokens are. */
  later(milliseconds: number): void;
}

/** Starts a gateway that knows callers by the tokens of an issuer of its own. */
export async function startTokenGateway(
  options: TestOptions,
  times: Partial<TokenVerifierOptions> = {},
): Promise<TokenGateway> {
  await using opening = new AsyncDisposableStack();
  const issuer = opening.use(await startTokenIssuer());
  let passed = 0;
  const verifier = createTokenVerifier({
    issuer: issuer.url,
    audience: 'throughgate',
    logger: options.logger ?? createLogger('silent'),
    clock: { now: () => Date.now(), elapsed: () => performance.now() + passed },
    // A busy machine is none of what tests try.
    timeout: 60_000,
    ...times,
  });
  opening.defer(() => verifier.close());
  const gateway = opening.use(await startTestGateway({ ...options, identity: { verifier } }));
  const opened = opening.move();
  return {
    ...gateway,
    issuer,
    later(milliseconds) {
      passed += milliseconds;
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

/** The header that a token goes in. */
export function bearing(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
