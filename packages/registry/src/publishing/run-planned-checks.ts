import type { CheckInput } from '@throughgate/checks';
import { type CheckResult, digestOf, taskNames } from '@throughgate/registry-client';
import type { LiveGraph } from '../store/live-graph.ts';
import type { CheckExtent, CheckedChange } from '../worker/check-change.ts';
import type { CheckWorker } from '../worker/check-worker.ts';

/** A change whose checks were run. */
export interface ChangeWithChecks {
  readonly check: CheckResult;
  /** The supergraph that it gives; null when it does not compose. */
  readonly supergraph: { readonly digest: string; readonly sdl: string } | null;
  readonly contracts: CheckedChange['contracts'];
}

/**
 * Runs the checks of a change to what is live, off the main thread; of a change that changes nothing, none.
 * `begin` is when work on it began (`performance.now()`).
 */
export async function runPlannedChecks(
  { checks, extent, begin }: { checks: CheckWorker; extent: CheckExtent; begin: number },
  live: LiveGraph,
  input: CheckInput,
): Promise<ChangeWithChecks> {
  if (input.changed.length === 0) {
    return { check: unchangedCheck(live, begin), supergraph: live.supergraph, contracts: {} };
  }
  const { output, contracts } = await checks.run(input, extent);
  const { supergraphSdl, findings, changes, tasks, checkedOperations } = output;
  const supergraph = supergraphSdl === null ? null : { sdl: supergraphSdl, digest: digestOf(supergraphSdl) };
  const base = live.supergraph?.digest ?? null;
  return {
    check: {
      success: supergraph !== null && findings.every(({ severity }) => severity !== 'error'),
      base,
      supergraph: supergraph?.digest ?? null,
      coreSchemaModified: supergraph !== null && supergraph.digest !== base,
      tasks,
      findings: [...findings],
      changes: [...changes],
      checkedOperations,
      milliseconds: performance.now() - begin,
    },
    supergraph,
    contracts,
  };
}

/** What is live passed its checks when it was published: nothing is run again. */
function unchangedCheck({ supergraph }: LiveGraph, begin: number): CheckResult {
  const digest = supergraph?.digest ?? null;
  const task = {
    status: 'SKIPPED',
    errors: 0,
    warnings: 0,
    note: 'nothing differs from what is live',
  } as const;
  return {
    success: true,
    base: digest,
    supergraph: digest,
    coreSchemaModified: false,
    tasks: Object.fromEntries(taskNames.map((name) => [name, task])) as CheckResult['tasks'],
    findings: [],
    changes: [],
    checkedOperations: 0,
    milliseconds: performance.now() - begin,
  };
}
