import { createInterface } from 'node:readline/promises';
import type { RegistryClient } from '@throughgate/registry-client';
import { InvalidArgumentError } from 'commander';
import { readGitContext } from '../../input/git-context.ts';
import { checkOutcome } from '../../output/check-outcome.ts';
import type { Outcome } from '../../output/outcome.ts';
import { type ChangingOptions, published } from './publish-outcome.ts';

/**
 * `hub subgraph delete`: takes a subgraph out of the graph, if the rest still passes the checks. Its versions stay, so
 * that it can be published again. Asks on a terminal; elsewhere --confirm must be given.
 */
export async function deleteSubgraph(
  registry: RegistryClient,
  name: string,
  {
    dryRun,
    confirm,
    expectBase,
    wait,
  }: ChangingOptions & { readonly dryRun: boolean; readonly confirm: boolean },
): Promise<Outcome> {
  const git = await readGitContext();
  const base = expectBase === undefined ? {} : { expectBase };
  const change = { removed: [name], ...base, ...(git ? { git } : {}) };
  if (dryRun) return checkOutcome(await registry.check(change), name);
  if (!confirm && !(await agrees(name))) {
    return { text: 'Nothing was removed.\n', data: { published: false }, success: false };
  }
  return await published(registry, await registry.publish(change), name, { wait });
}

async function agrees(name: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new InvalidArgumentError('Give --confirm to remove it, or --dry-run to see what that would break.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Remove ${name} from the graph? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
