import { createTroubleLog, type Logger } from '@throughgate/service';
import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import type { Clock } from './clock.ts';
import { discoverJwksUri, fetchJwks, requireKeysUrl } from './fetch-issuer-keys.ts';
import { TokenError } from './token-verifier.ts';

/** How long keys of an issuer are good for, and how often it is asked; all in milliseconds. */
export interface KeyTimes {
  /** Age at which keys are asked for anew before one of them is used. A key that the issuer removed is refused from then on. */
  readonly maxKeyAge: number;
  /** Least time between two questions for keys that nobody knows: whoever sends invented ones must not have the issuer flooded. */
  readonly unknownKeyPause: number;
  /** Age up to which keys go on working while the issuer does not answer. */
  readonly unreachableFor: number;
  /** Least time between two attempts while the issuer does not answer. */
  readonly retryPause: number;
  /** Time within which the issuer must answer. */
  readonly timeout: number;
}

/** Keys of an issuer at one time: the same object as long as they stay the same. */
export interface KnownKeys {
  /** Finds the key that a token's header names. */
  readonly find: ReturnType<typeof createLocalJWKSet>;
}

/** The keys of an issuer, asked for anew as they grow old. */
export interface IssuerKeys {
  /** Keys to verify with. Raises {@link TokenError} `ISSUER_UNAVAILABLE`. */
  current(): KnownKeys | Promise<KnownKeys>;
  /**
   * Asks the issuer for a key that is not among `known`, unless that was done a moment ago.
   *
   * @returns other keys than `known`; `undefined` when there are none
   */
  others(known: KnownKeys): Promise<KnownKeys | undefined>;
  /** Ends what is asked; nothing is asked any more. */
  close(): void;
}

/** What {@link createIssuerKeys} needs. */
export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Where the keys are. @default as the issuer's discovery says */
  readonly jwksUri?: string | undefined;
  readonly times: KeyTimes;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long after a failed attempt nobody waits for the next one, in milliseconds, as long as there are keys to work with. */
const impatientFor = 30_000;

/**
 * Creates {@link IssuerKeys}, and asks for them at once, so that an operator learns of a wrong address before anybody asks.
 * From a third of their greatest age on they are asked for anew beside what goes on, so that under load nobody waits for them, and
 * a new key works soon, however many invented ids others send.
 */
export function createIssuerKeys({ issuer, jwksUri, times, clock, logger }: IssuerKeysOptions): IssuerKeys {
  const { maxKeyAge, unknownKeyPause, unreachableFor, retryPause, timeout } = times;
  const closing = new AbortController();
  const trouble = createTroubleLog(logger, {
    began: 'the keys of the issuer cannot be had',
    ended: 'the keys of the issuer can be had again',
  });
  let uri = jwksUri === undefined ? undefined : requireKeysUrl(jwksUri, issuer);
  let known: { readonly keys: KnownKeys; readonly text: string; readonly at: number } | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;
  let soughtAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> | undefined;
  void ask();

  return {
    current() {
      const now = clock.elapsed();
      const age = known ? now - known.at : Number.POSITIVE_INFINITY;
      if (known && age < maxKeyAge / 3) return known.keys;
      const mayAsk = asking !== undefined || now - failedAt >= retryPause;
      const usable = known && age < unreachableFor ? known.keys : undefined;
      if (usable && (age < maxKeyAge || now - failedAt < impatientFor)) {
        if (mayAsk) void ask();
        return usable;
      }
      if (!mayAsk) throw unavailable();
      return ask().then(() => {
        if (known && clock.elapsed() - known.at < unreachableFor) return known.keys;
        throw unavailable();
      });
    },
    async others(before) {
      // Somebody else has asked since.
      if (known && known.keys !== before) return known.keys;
      const now = clock.elapsed();
      if (asking === undefined) {
        if (now - soughtAt < unknownKeyPause) return undefined;
        soughtAt = now;
      }
      await ask();
      return known?.keys === before ? undefined : known?.keys;
    },
    close: () => closing.abort(),
  };

  /** Asks once for all who want to know. Never rejects. */
  function ask(): Promise<void> {
    asking ??= renew().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  async function renew(): Promise<void> {
    const options = { timeout, signal: closing.signal };
    try {
      uri ??= await discoverJwksUri(issuer, options);
      keep(await fetchJwks(uri, options));
      trouble.over(issuer);
    } catch (error) {
      failedAt = clock.elapsed();
      // An issuer that moved its keys says where in its discovery.
      uri = jwksUri;
      if (!closing.signal.aborted) trouble.report(issuer, error, { issuer });
    }
  }

  function keep(jwks: JSONWebKeySet): void {
    const at = clock.elapsed();
    const text = JSON.stringify(jwks.keys);
    if (known?.text === text) {
      known = { ...known, at };
      return;
    }
    const keys = { find: createLocalJWKSet(jwks) };
    if (known) logger.info({ issuer, keyIds: jwks.keys.map(({ kid }) => kid) }, 'the issuer has other keys');
    known = { keys, text, at };
  }

  function unavailable(): TokenError {
    const reason = `The keys of the issuer ${issuer} cannot be had, so that nobody knows who asks. Try again in a moment.`;
    return new TokenError('ISSUER_UNAVAILABLE', reason);
  }
}
