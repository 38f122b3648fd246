import { createLogger } from '@throughgate/service';
import { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from '../../src/index.ts';

/** A verifier whose time a test moves on. */
export interface TimedVerifier extends TokenVerifier {
  close(): void;
  later(milliseconds: number): void;
}

/**
 * Creates it.
 *
 * @param moved whether the time of day moves on too, with which claims are compared, or only that by which ages are told
 */
export function timedVerifier(
  issuer: string,
  moved: 'all time' | 'ages',
  options: Partial<TokenVerifierOptions> = {},
): TimedVerifier {
  let passed = 0;
  const clock = {
    now: () => Date.now() + (moved === 'all time' ? passed : 0),
    elapsed: () => performance.now() + passed,
  };
  const verifier = createTokenVerifier({
    issuer,
    audience: 'throughgate',
    logger: createLogger('silent'),
    clock,
    // A busy machine is none of what is tried here.
    timeout: 60_000,
    ...options,
  });
  return {
    ...verifier,
    later(milliseconds) {
      passed += milliseconds;
    },
  };
}
