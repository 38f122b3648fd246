import { hubSubgraphNames } from '@throughgate/contracts/hub-agencies';

/** Databases of the hub: one for each subgraph, the registry's, and the event log's where there is no Kafka. */
export const databaseNames = [...hubSubgraphNames, 'registry', 'events'] as const;

/** Name of a database of the hub. */
export type DatabaseName = (typeof databaseNames)[number];
