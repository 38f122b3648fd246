import type { SubgraphProposal } from '@throughgate/registry-client';
import { readEventFiles } from './read-event-files.ts';
import { readText, sourcePath } from './read-text.ts';

/** Where a subgraph's parts are. */
export interface ProposalFiles {
  readonly name: string;
  /** File of its schema, or `-` for standard input. */
  readonly schema: string;
  /** File of its AsyncAPI document. */
  readonly events?: string | undefined;
  readonly routingUrl?: string | undefined;
}

/** Reads what a subgraph is to be. Raises a `CommandError` HUB-C054 for a file that cannot be read. */
export async function readProposal({
  name,
  schema,
  events,
  routingUrl,
}: ProposalFiles): Promise<SubgraphProposal> {
  return {
    name,
    schema: { path: sourcePath(schema), text: await readText(schema) },
    ...(events === undefined ? {} : { events: await readEventFiles(events) }),
    ...(routingUrl === undefined ? {} : { routingUrl }),
  };
}
