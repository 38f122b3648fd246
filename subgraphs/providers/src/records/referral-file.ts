import { type PrismaTables, personFile } from '@throughgate/subgraph-kit';
import type { Prisma } from '../generated/prisma/client.ts';

/** The providers' tables: Prisma's models and their rows. */
export type ProviderTables = PrismaTables<Prisma.TypeMap>;

/** The file of a referral, keyed by its reference number: each referral is a file of its own. */
export const referralFile = personFile<ProviderTables>('referenceNumber');
