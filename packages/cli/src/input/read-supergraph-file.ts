import { extname } from 'node:path';
import { apiSchemaOf, checkComposition } from '@throughgate/checks';
import type { Finding, SubgraphProposal } from '@throughgate/registry-client';
import { CommandError } from '../command-error.ts';
import { readSupergraphConfig } from './read-supergraph-config.ts';
import { readText } from './read-text.ts';

/** What composing on this machine gave: the supergraph, or null when there is none, and why or what to know of it. */
export interface Composed {
  readonly supergraphSdl: string | null;
  readonly findings: readonly Finding[];
}

/** Composes subgraphs as the registry does. `changed` are those that findings are told about first. */
export function composeProposals(
  proposals: readonly SubgraphProposal[],
  changed: readonly string[] = proposals.map(({ name }) => name),
): Composed {
  return checkComposition({
    proposed: proposals.map(({ name, schema, routingUrl = '' }) => ({
      name,
      schema,
      routingUrl,
      events: null,
    })),
    changed,
  });
}

/**
 * Reads a supergraph: SDL as it stands, or, of a YAML file, the subgraphs that it names, composed.
 * Raises a {@link CommandError}: HUB-C054 when the file cannot be used, or the first code that composition gives.
 */
export async function readSupergraphFile(file: string): Promise<string> {
  if (['.yaml', '.yml'].includes(extname(file))) {
    const { supergraphSdl, findings } = composeProposals(await readSupergraphConfig(file));
    if (supergraphSdl !== null) return supergraphSdl;
    const message = `The subgraphs of ${file} do not compose.`;
    throw new CommandError(findings[0]?.code ?? 'HUB-C002', message, findings);
  }
  const sdl = await readText(file);
  try {
    apiSchemaOf(sdl);
  } catch (error) {
    throw new CommandError('HUB-C054', `${file} is no supergraph: ${(error as Error).message}`);
  }
  return sdl;
}
