import { extname } from 'node:path';
import { apiSchemaOf } from '@throughgate/checks';
import { CommandError } from '../command-error.ts';
import { composeProposals } from './compose-proposals.ts';
import { readSupergraphConfig } from './read-supergraph-config.ts';
import { readText } from './read-text.ts';

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
