import type { Prisma } from '../generated/prisma/client.ts';

/** Where statements run: a client by itself, or a transaction on it. */
export type Database = Prisma.TransactionClient;
