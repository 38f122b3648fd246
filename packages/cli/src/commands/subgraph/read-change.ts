import type { CheckRequest } from '@throughgate/registry-client';
import { InvalidArgumentError } from 'commander';
import { readGitContext } from '../../input/git-context.ts';
import { readProposal } from '../../input/read-proposal.ts';
import { readSupergraphConfig } from '../../input/read-supergraph-config.ts';

/** What is to be checked or published, as the command line names it. */
export interface ChangeOptions {
  readonly name?: string;
  readonly schema?: string;
  readonly events?: string;
  readonly routingUrl?: string;
  /** File that names several subgraphs. */
  readonly config?: string;
  /** Subgraphs to take out of the graph. */
  readonly remove: readonly string[];
  /** Digest of the supergraph that must be live. */
  readonly expectBase?: string;
}

/**
 * Reads a change from the files that the options name. Raises an `InvalidArgumentError` when the options do not
 * say what to do, and a `CommandError` HUB-C054 for a file that cannot be used.
 */
export async function readChange(options: ChangeOptions): Promise<CheckRequest> {
  const { config, remove, expectBase } = options;
  const one = subgraphFiles(options);
  if (config !== undefined && one) throw new InvalidArgumentError('Give --name and --schema, or --config.');
  if (config === undefined && !one && remove.length === 0) {
    throw new InvalidArgumentError('Give --name and --schema, or --config, or --remove.');
  }
  const several = config === undefined ? [] : await readSupergraphConfig(config);
  const subgraphs = one ? [await readProposal(one)] : several;
  const git = await readGitContext();
  const base = expectBase === undefined ? {} : { expectBase };
  return { subgraphs, removed: [...remove], ...base, ...(git ? { git } : {}) };
}

/** The only subgraph of a change; `undefined` when there are several. */
export function onlySubgraph({ subgraphs, removed }: CheckRequest): string | undefined {
  const names = [...subgraphs.map(({ name }) => name), ...removed];
  return names.length === 1 ? names[0] : undefined;
}

function subgraphFiles({ name, schema, events, routingUrl }: ChangeOptions) {
  if (name !== undefined && schema !== undefined) return { name, schema, events, routingUrl };
  if ([name, schema, events, routingUrl].every((given) => given === undefined)) return undefined;
  throw new InvalidArgumentError('A subgraph needs both --name and --schema.');
}
