import {
  type CheckInput,
  type CheckOutput,
  type CompositionOutcome,
  checkComposition,
  runChecks,
} from '@throughgate/checks';
import { createFinding, type Finding } from '@throughgate/registry-client';
import { compositionOnly } from './composition-only.ts';
import type { PublishedContract } from './published-contract.ts';
import { readContracts } from './read-contracts.ts';

/** How much is checked: everything, or only whether the graph composes. */
export type CheckExtent = 'everything' | 'composition';

/** What a thread is given to do. */
export interface CheckTask {
  readonly input: CheckInput;
  readonly extent: CheckExtent;
}

/** What is worked out of a change off the main thread. */
export interface CheckedChange {
  readonly output: CheckOutput;
  readonly composition: CompositionOutcome;
  /** Event types of each subgraph that the change adds or changes, as they go on the event log. */
  readonly contracts: Readonly<Record<string, readonly PublishedContract[]>>;
}

/** Most bytes of the contracts of one subgraph: topics of the event log take records of 8 MiB. */
const mostContractBytes = 4 * 1024 * 1024;

/** Checks a change, and reads its events: a large document would hold up the main thread as well. */
export default async function checkChange(task: CheckTask): Promise<CheckedChange> {
  const { extent } = task;
  const composition = task.input.composition ?? checkComposition(task.input);
  const input = { ...task.input, composition };
  const output = extent === 'everything' ? await runChecks(input) : compositionOnly(composition);
  const contracts = readContracts(input);
  const tooLarge = Object.entries(contracts).flatMap(([subgraph, types]) => {
    const bytes = Buffer.byteLength(JSON.stringify(types));
    if (bytes <= mostContractBytes) return [];
    const message = `The event schemas of ${subgraph} have ${bytes} bytes in one piece; the event log takes ${mostContractBytes}.`;
    const file = input.proposed.find(({ name }) => name === subgraph)?.events?.entry;
    const places = file === undefined ? [] : [{ subgraph, file, line: 1, column: 1 }];
    return [createFinding('HUB-C006', { message, subgraph, places })];
  });
  return {
    output: tooLarge.length === 0 ? output : withEventErrors(output, tooLarge),
    composition,
    contracts,
  };
}

function withEventErrors(output: CheckOutput, errors: readonly Finding[]): CheckOutput {
  const { events } = output.tasks;
  return {
    ...output,
    findings: [...errors, ...output.findings],
    tasks: {
      ...output.tasks,
      events: { ...events, status: 'FAILED', errors: events.errors + errors.length },
    },
  };
}
