import { readEventTypes } from '@throughgate/checks';
import {
  createFaultCompiler,
  type DataFault,
  type EventContract,
  eventContract,
} from '@throughgate/contracts';
import type { EventSources } from '@throughgate/registry-client';

/** An event type that its agency published, so that its events can be taken. */
export interface ReceivableType {
  readonly contract: EventContract;
  /** Every way in which data break the published schema. */
  faults(data: unknown): readonly DataFault[];
}

/** The event types that event sources describe, by name; they are published, and so passed the checks. */
export function receivableTypes(
  subgraph: string,
  sources: EventSources | null,
): ReadonlyMap<string, ReceivableType> {
  if (sources === null) return new Map();
  const compile = createFaultCompiler();
  const { types } = readEventTypes(subgraph, sources, { isChecked: true });
  return new Map(
    types.map(({ type, schema }) => {
      const faults = compile(schema);
      const problem = (data: unknown) => faults(data)[0]?.message;
      return [type, { contract: eventContract(subgraph, type, schema, problem), faults }];
    }),
  );
}
