import { hash } from 'node:crypto';
import { createTokenVerifier } from '@throughgate/identity';
import { createLogger } from '@throughgate/service';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { times as asRatio, type Figure, inUnit, judged, plain } from '../harness/figure.ts';
import { interleaved } from '../harness/interleaved.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { audience, measuredAlgorithms, startFixedIssuer } from './fixed-issuer.ts';
import { type MicroSize, microsEach, microsEachNow } from './micros-each.ts';

/** Callers whose tokens the gateway has seen within the minute: as many as ask at once on a busy day. */
const callers = 1_000;

/** Checking tokens that were seen before, beside hashing them; and new ones, beside jose alone. */
export async function tokenFigures(
  { rounds, times, fresh }: MicroSize,
  cleanup: AsyncDisposableStack,
): Promise<Figure[]> {
  const issuer = await startFixedIssuer(cleanup);
  const verifier = createTokenVerifier({ issuer: issuer.url, audience, logger: createLogger('warn') });
  cleanup.defer(() => verifier.close());
  const seen = await issuer.tokens('RS256', callers);
  for (const token of seen) await verifier.verify(token);
  const seenAt = (turn: number) => seen[turn % callers] ?? '';

  const keys = createLocalJWKSet(issuer.jwks);
  const bare = (token: string) =>
    jwtVerify(token, keys, {
      issuer: issuer.url,
      audience,
      typ: 'at+jwt',
      algorithms: [...measuredAlgorithms],
    });
  /** Checks tokens that nobody has checked before; making them is not counted. */
  const anew = async (algorithm: 'RS256' | 'ES256', check: (token: string) => Promise<unknown>) => {
    const tokens = await issuer.tokens(algorithm, fresh);
    return microsEach(fresh, (turn) => check(tokens[turn] ?? ''));
  };
  const contestants = {
    again: () => microsEach(times, (turn) => verifier.verify(seenAt(turn))),
    hashed: async () => microsEachNow(times, (turn) => hash('sha256', seenAt(turn), 'base64url')),
    rsa: () => anew('RS256', verifier.verify),
    bareRsa: () => anew('RS256', bare),
    ec: () => anew('ES256', verifier.verify),
    bareEc: () => anew('ES256', bare),
  };
  for (const contestant of Object.values(contestants)) await contestant();
  const results = await interleaved(rounds, contestants);
  const micros = inUnit('µs');
  return [
    judged(
      `a token that was seen within the minute, ${seen[0]?.length} bytes, of ${callers} callers`,
      median(results.again),
      { atMost: 15 },
      micros,
    ),
    plain('  SHA-256 of it alone', median(results.hashed), micros),
    plain('  × that', medianRatio(results.again, results.hashed), asRatio),
    plain('a token for the first time, RS256', median(results.rsa), micros),
    plain('  × jose alone', medianRatio(results.rsa, results.bareRsa), asRatio),
    plain('a token for the first time, ES256', median(results.ec), micros),
    plain('  × jose alone', medianRatio(results.ec, results.bareEc), asRatio),
  ];
}
