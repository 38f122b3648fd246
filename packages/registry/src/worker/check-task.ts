import type { CheckInput, CheckOutput } from '../checks/check-input.ts';
import { readEventSources } from '../checks/events/read-event-sources.ts';
import { runChecks } from '../checks/run-checks.ts';
import type { PublishedContract } from '../publishing/published-contract.ts';

/** What is worked out of a change off the main thread. */
export interface CheckedChange {
  readonly output: CheckOutput;
  /** Event types of each subgraph that the change adds or changes, as they go on the event log. */
  readonly contracts: Readonly<Record<string, readonly PublishedContract[]>>;
}

/** Checks a change, and reads its events: a large document would hold up the main thread as well. */
export default async function checkChange(input: CheckInput): Promise<CheckedChange> {
  const output = await runChecks(input);
  const changed = input.proposed.filter(({ name }) => input.changed.includes(name));
  return {
    output,
    contracts: Object.fromEntries(
      changed.map(({ name, events }) => {
        const types = events === null ? [] : readEventSources(name, events, { isChecked: true }).types;
        return [name, types.map(({ type, schema }) => ({ type, schema }))];
      }),
    ),
  };
}
