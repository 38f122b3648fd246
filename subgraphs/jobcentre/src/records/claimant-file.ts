import { type PrismaTables, personFile } from '@throughgate/subgraph-kit';
import type { Prisma } from '../generated/prisma/client.ts';

/** The Jobcentre's tables: Prisma's models and their rows. */
export type JobcentreTables = PrismaTables<Prisma.TypeMap>;

/** The file of a person at the Jobcentre, keyed by the National Insurance number. */
export const claimantFile = personFile<JobcentreTables>('nino');
