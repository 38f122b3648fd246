import { listLoader, rowLoader } from '@throughgate/subgraph-kit';
import type { PrismaClient } from './generated/prisma/client.ts';

/** The batched reads of one request: each costs one SQL statement, however many people are asked for. */
export function createLoaders(prisma: PrismaClient) {
  return {
    claimant: rowLoader(
      (keys) => prisma.claimant.findMany({ where: { nino: { in: keys } } }),
      (row) => row.nino,
    ),
    claim: rowLoader(
      (ids) => prisma.claim.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    claimsOfClaimant: listLoader(
      (keys) =>
        prisma.claim.findMany({
          where: { nino: { in: keys } },
          orderBy: [{ openedOn: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.nino,
    ),
    interview: rowLoader(
      (ids) => prisma.interview.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    interviewsOfClaimant: listLoader(
      (keys) =>
        prisma.interview.findMany({
          where: { nino: { in: keys } },
          orderBy: [{ bookedFor: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.nino,
    ),
    programmeReferral: rowLoader(
      (ids) => prisma.programmeReferral.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    programmeReferralsOfClaimant: listLoader(
      (keys) =>
        prisma.programmeReferral.findMany({
          where: { nino: { in: keys } },
          orderBy: [{ referredOn: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.nino,
    ),
  };
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
