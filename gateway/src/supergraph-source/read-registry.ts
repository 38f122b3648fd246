import type { RegistryClient } from '@throughgate/registry-client';
import { fetchSupergraph } from './fetch-supergraph.ts';
import { pauseUnless } from './pause-unless.ts';
import type { SourcedSupergraph } from './supergraph-source.ts';

/** Milliseconds between attempts to reach a registry that is perhaps only starting. */
const retryAfter = 250;

/**
 * Reads the live supergraph of a registry for a gateway that starts.
 * Rejects with a readable reason when it gives none within `timeout` milliseconds, at once when it refuses.
 */
export async function readRegistry(
  client: Pick<RegistryClient, 'supergraph'>,
  { timeout, signal }: { readonly timeout: number; readonly signal: AbortSignal },
): Promise<SourcedSupergraph> {
  const end = performance.now() + timeout;
  for (;;) {
    try {
      const left = Math.max(1, Math.ceil(end - performance.now()));
      const found = await fetchSupergraph(client, { timeout: left, signal });
      if (!found) throw new Error('the registry answered without a supergraph');
      return found;
    } catch (error) {
      if (performance.now() + retryAfter >= end || answered(error)) throw error;
      // A process that is only starting has nothing yet that keeps it alive.
      await pauseUnless(signal, retryAfter, { keepsAlive: true });
    }
  }
}

/** Whether the registry itself refused, with a token it does not accept for example: asking again does not help. */
function answered(error: unknown): boolean {
  return (
    error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500
  );
}
