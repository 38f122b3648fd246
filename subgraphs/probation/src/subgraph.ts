import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import { PrismaClient } from './generated/prisma/client.ts';
import { condition } from './records/additional-condition.ts';
import { appointment } from './records/appointment.ts';
import { allocations, communityManager } from './records/community-manager.ts';
import { eteReferral } from './records/ete-referral.ts';
import { licence } from './records/licence.ts';
import { order, requirement } from './records/order.ts';
import { probationCase } from './records/probation-case.ts';
import { resolvers } from './resolvers/index.ts';

/** The probation subgraph: pass it to `startAgency`. */
export const probation = defineAgency({
  name: 'probation',
  records: [
    probationCase,
    communityManager,
    allocations,
    order,
    requirement,
    licence,
    condition,
    appointment,
    eteReferral,
  ],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
