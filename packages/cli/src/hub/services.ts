import { jobcentre } from '@throughgate/jobcentre';
import { prisons } from '@throughgate/prisons';
import { probation } from '@throughgate/probation';
import { providers } from '@throughgate/providers';

/** The agencies' subgraphs. This file and `hub.ts` are the only places that name them in code. */
export const agencies = { probation, prisons, jobcentre, providers } as const;

/** Name of an agency. */
export type AgencyName = keyof typeof agencies;

/** Names of the agencies, in the order in which they are listed everywhere. */
export const agencyNames = Object.keys(agencies) as AgencyName[];

/** Databases of the hub: one for each subgraph, the registry's, and the event log's where there is no Kafka. */
export const databaseNames = [...agencyNames, 'outcomes', 'registry', 'events'] as const;

/** Name of a database of the hub. */
export type DatabaseName = (typeof databaseNames)[number];
