import { apiSchemaOf } from '@throughgate/checks';
import { diffApiSchemas } from '@throughgate/checks/diff-api-schemas';
import type { RegistryClient } from '@throughgate/registry-client';
import { InvalidArgumentError } from 'commander';
import { CommandError } from '../../command-error.ts';
import { readSupergraphFile } from '../../input/read-supergraph-file.ts';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';

/** Which supergraph is compared with the live one, or with another one of the registry. */
export interface DiffOptions {
  readonly from?: string;
  readonly to?: string;
}

/** `hub supergraph diff`: what clients would see change, from the live supergraph to another one. */
export async function diffSupergraphs(
  registry: RegistryClient,
  file: string | undefined,
  { from, to }: DiffOptions,
): Promise<Outcome> {
  if (file !== undefined && to !== undefined)
    throw new InvalidArgumentError('Give a file or --to, not both.');
  if (file === undefined && from === undefined && to === undefined) {
    throw new InvalidArgumentError('Give a file, or --from, or --to.');
  }
  const after = file === undefined ? await readPublished(registry, to) : await readSupergraphFile(file);
  const before = await readPublished(registry, from);
  const changes = diffApiSchemas(apiSchemaOf(before), apiSchemaOf(after));
  return {
    text: formatTable(
      ['impact', 'change', 'where', ''],
      changes.map(({ impact, kind, coordinate, description }) => [impact, kind, coordinate, description]),
      'Clients would see no difference.',
    ),
    data: {
      changes: changes.map(({ kind, description, coordinate, impact }) => ({
        code: kind,
        description,
        coordinate,
        impact,
      })),
    },
  };
}

async function readPublished(registry: RegistryClient, digest: string | undefined): Promise<string> {
  const found = await registry.supergraph(digest === undefined ? {} : { digest });
  if (!found) throw new CommandError('HUB-C049', 'The registry has no supergraph yet.');
  return found.sdl;
}
