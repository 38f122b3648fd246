import { listLoader, pageLoader, type RunSql, rowLoader } from '@throughgate/subgraph-kit';
import type { Movement, PrismaClient } from './generated/prisma/client.ts';

/** The batched reads of one request: each costs one SQL statement, however many people are asked for. */
export function createLoaders(prisma: PrismaClient, runSql: RunSql) {
  return {
    prisoner: rowLoader(
      (keys) => prisma.prisoner.findMany({ where: { prisonerNumber: { in: keys } } }),
      (row) => row.prisonerNumber,
    ),
    movement: rowLoader(
      (ids) => prisma.movement.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    movementsOfPrisoner: pageLoader<Movement>(runSql, {
      table: 'Movement',
      parent: 'prisonerNumber',
      orderedBy: 'at',
      id: 'id',
    }),
    sentence: rowLoader(
      (ids) => prisma.sentence.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    sentencesOfPrisoner: listLoader(
      (keys) =>
        prisma.sentence.findMany({
          where: { prisonerNumber: { in: keys } },
          orderBy: [{ imposedOn: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.prisonerNumber,
    ),
    adviserInterview: rowLoader(
      (ids) => prisma.adviserInterview.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    adviserInterviewsOfPrisoner: listLoader(
      (keys) =>
        prisma.adviserInterview.findMany({
          where: { prisonerNumber: { in: keys } },
          orderBy: [{ bookedFor: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.prisonerNumber,
    ),
  };
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
