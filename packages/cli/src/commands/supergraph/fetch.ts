import type { RegistryClient } from '@throughgate/registry/client';
import { CommandError } from '../../command-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { writeOutput } from '../../output/write-output.ts';

/** `hub supergraph fetch`: the supergraph that is live, or an earlier one by its digest. */
export async function fetchSupergraph(
  registry: RegistryClient,
  { version, output }: { readonly version?: string; readonly output?: string },
): Promise<Outcome> {
  const found = await registry.supergraph(version === undefined ? {} : { digest: version });
  if (!found) throw new CommandError('HUB-C049', 'The registry has no supergraph yet.');
  return {
    ...writeOutput(found.sdl, output),
    data: {
      sdl: { contents: found.sdl, type: 'SUPERGRAPH' },
      digest: found.digest,
      composed_at: found.composedAt,
    },
  };
}
