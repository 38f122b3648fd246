import { listLoader, pageLoader, type RunSql, rowLoader } from '@throughgate/subgraph-kit';
import { contractReferralCountLoader, contractReferralLoader } from './contract-referrals.ts';
import type { PrismaClient, Session } from './generated/prisma/client.ts';

/** The batched reads of one request: each costs one SQL statement, however many referrals are asked for. */
export function createLoaders(prisma: PrismaClient, runSql: RunSql) {
  return {
    referral: rowLoader(
      (numbers) => prisma.referral.findMany({ where: { referenceNumber: { in: numbers } } }),
      (row) => row.referenceNumber,
    ),
    referralsOfCrn: listLoader(
      (crns) => prisma.referral.findMany({ where: { crn: { in: crns } } }),
      (row) => row.crn,
    ),
    referralsOfContract: contractReferralLoader(runSql),
    referralCountOfContract: contractReferralCountLoader(runSql),
    initialAssessment: rowLoader(
      (ids) => prisma.initialAssessment.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    initialAssessmentOfReferral: rowLoader(
      (numbers) => prisma.initialAssessment.findMany({ where: { referenceNumber: { in: numbers } } }),
      (row) => row.referenceNumber,
    ),
    session: rowLoader(
      (ids) => prisma.session.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    sessionsOfReferral: pageLoader<Session>(runSql, {
      table: 'Session',
      parent: 'referenceNumber',
      orderedBy: 'bookedFor',
      id: 'id',
    }),
    outcome: rowLoader(
      (ids) => prisma.outcome.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    outcomesOfReferral: listLoader(
      (numbers) =>
        prisma.outcome.findMany({
          where: { referenceNumber: { in: numbers } },
          orderBy: [{ achievedOn: 'asc' }, { id: 'asc' }],
        }),
      (row) => row.referenceNumber,
    ),
  };
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
