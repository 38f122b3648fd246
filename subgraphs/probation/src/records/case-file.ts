import { type PrismaTables, personFile } from '@throughgate/subgraph-kit';
import type { Prisma } from '../generated/prisma/client.ts';

/** The probation service's tables: Prisma's models and their rows. */
export type ProbationTables = PrismaTables<Prisma.TypeMap>;

/** The file of a person at the probation service, keyed by the CRN. */
export const caseFile = personFile<ProbationTables>('crn');
