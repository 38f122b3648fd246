import { listLoader, pageLoader, type RunSql, rowLoader } from '@throughgate/subgraph-kit';
import type { Appointment, PrismaClient } from './generated/prisma/client.ts';

/** The batched reads of one request: each costs one SQL statement, however many people are asked for. */
export function createLoaders(prisma: PrismaClient, runSql: RunSql) {
  return {
    probationCase: rowLoader(
      (keys) => prisma.probationCase.findMany({ where: { crn: { in: keys } } }),
      (row) => row.crn,
    ),
    communityManager: rowLoader(
      (ids) => prisma.communityManager.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    order: rowLoader(
      (ids) => prisma.order.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    ordersOfCase: listLoader(
      (keys) =>
        prisma.order.findMany({
          where: { crn: { in: keys } },
          orderBy: [{ startDate: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.crn,
    ),
    requirementsOfOrder: listLoader(
      (ids) => prisma.requirement.findMany({ where: { orderId: { in: ids } }, orderBy: { position: 'asc' } }),
      (row) => row.orderId,
    ),
    licence: rowLoader(
      (ids) => prisma.licence.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    licencesOfCase: listLoader(
      (keys) =>
        prisma.licence.findMany({
          where: { crn: { in: keys } },
          orderBy: [{ startDate: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.crn,
    ),
    additionalConditionsOfLicence: listLoader(
      (ids) =>
        prisma.additionalCondition.findMany({
          where: { licenceId: { in: ids } },
          orderBy: { position: 'asc' },
        }),
      (row) => row.licenceId,
    ),
    appointment: rowLoader(
      (ids) => prisma.appointment.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    appointmentsOfCase: pageLoader<Appointment>(runSql, {
      table: 'Appointment',
      parent: 'crn',
      orderedBy: 'startsAt',
      id: 'id',
    }),
    eteReferral: rowLoader(
      (ids) => prisma.eteReferral.findMany({ where: { id: { in: ids } } }),
      (row) => row.id,
    ),
    eteReferralsOfCase: listLoader(
      (keys) =>
        prisma.eteReferral.findMany({
          where: { crn: { in: keys } },
          orderBy: [{ madeOn: 'desc' }, { id: 'asc' }],
        }),
      (row) => row.crn,
    ),
  };
}

/** Loaders of this subgraph. */
export type Loaders = ReturnType<typeof createLoaders>;
