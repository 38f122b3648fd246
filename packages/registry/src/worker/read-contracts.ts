import { type CheckInput, readEventTypes } from '@throughgate/checks';
import type { PublishedContract } from './published-contract.ts';

/** Reads the event types of each subgraph that a change adds or changes. What cannot be read is left to the checks to tell. */
export function readContracts({ proposed, changed }: CheckInput): Record<string, PublishedContract[]> {
  return Object.fromEntries(
    proposed
      .filter(({ name }) => changed.includes(name))
      .map(({ name, events }) => {
        const types = events === null ? [] : readEventTypes(name, events, { isChecked: true }).types;
        return [name, types.map(({ type, schema }) => ({ type, schema }))];
      }),
  );
}
