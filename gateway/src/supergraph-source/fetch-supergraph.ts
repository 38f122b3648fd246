import type { RegistryClient } from '@throughgate/registry-client';
import { digestOf } from '@throughgate/registry-client/digest';
import type { SourcedSupergraph } from './supergraph-source.ts';

/** Which supergraph is asked for, and how long. */
export interface FetchOptions {
  /** Digest of the one that is known; nothing is sent while it is the live one. */
  readonly unless?: string | undefined;
  /** Milliseconds until there must be an answer. */
  readonly timeout: number;
  /** Gives the request up. */
  readonly signal: AbortSignal;
}

/**
 * Asks the registry for the live supergraph; `undefined` when it is the one of `unless`.
 * Rejects with a readable reason when there is no answer, or one whose digest is not that of its SDL: something on the
 * way changed or cut it.
 */
export async function fetchSupergraph(
  client: Pick<RegistryClient, 'supergraph'>,
  { unless, timeout, signal }: FetchOptions,
): Promise<SourcedSupergraph | undefined> {
  const deadline = AbortSignal.timeout(timeout);
  try {
    const found = await client.supergraph({ unless }, { signal: AbortSignal.any([signal, deadline]) });
    if (!found) return undefined;
    const { digest, sdl, composedAt } = found;
    if (typeof sdl !== 'string') throw new Error('the registry answered without an SDL');
    const actual = digestOf(sdl);
    if (actual !== digest) {
      throw new Error(`the registry answered digest ${digest} with an SDL whose digest is ${actual}`);
    }
    return { digest, sdl, composedAt };
  } catch (error) {
    if (deadline.aborted && !signal.aborted) {
      throw new Error(`the registry did not answer within ${timeout} ms`, { cause: error });
    }
    throw error;
  }
}
