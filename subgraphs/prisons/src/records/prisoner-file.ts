import { type PrismaTables, personFile } from '@throughgate/subgraph-kit';
import type { Prisma } from '../generated/prisma/client.ts';

/** The prison service's tables: Prisma's models and their rows. */
export type PrisonTables = PrismaTables<Prisma.TypeMap>;

/** The file of a person at the prison service, keyed by the prisoner number. */
export const prisonerFile = personFile<PrisonTables>('prisonerNumber');
