import type { CheckedOperation, CheckInput } from '@throughgate/checks';
import { readApprovals } from '../store/approvals.ts';
import { readConfigurations } from '../store/check-configurations.ts';
import type { Database } from '../store/database.ts';
import type { LiveGraph } from '../store/live-graph.ts';
import { readEventHistory } from '../store/versions.ts';
import type { PlannedChange } from './plan-change.ts';

/** Reads operations that clients ran in so many days, or registered. */
export type ReadOperations = (days: number) => Promise<readonly CheckedOperation[]>;

/** Reads everything that the checks of a change need to know. */
export async function readCheckInput(
  database: Database,
  live: LiveGraph,
  { changed, proposed }: PlannedChange,
  operations: ReadOperations,
): Promise<CheckInput> {
  const names = [...new Set([...proposed.map(({ name }) => name), ...changed])];
  const configurations = await readConfigurations(database, names);
  const days = Math.max(1, ...changed.map((name) => configurations[name]?.usageDays ?? 1));
  return {
    current: live.subgraphs.map(({ name, schema, events, routingUrl }) => ({
      name,
      schema,
      events,
      routingUrl,
    })),
    proposed,
    changed,
    currentSupergraph: live.supergraph?.sdl ?? null,
    configurations,
    operations: changed.length === 0 ? [] : await operations(days),
    approvals: await readApprovals(database, changed),
    eventHistory: await readEventHistory(database, changed),
    today: new Date().toISOString().slice(0, 10),
  };
}
