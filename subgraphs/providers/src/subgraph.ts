import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import { PrismaClient } from './generated/prisma/client.ts';
import { approvals } from './records/action-plan.ts';
import { initialAssessment } from './records/initial-assessment.ts';
import { assignments } from './records/key-worker.ts';
import { outcome } from './records/outcome.ts';
import { referral } from './records/referral.ts';
import { endings } from './records/referral-ending.ts';
import { session } from './records/session.ts';
import { resolvers } from './resolvers/index.ts';

/** The providers subgraph: pass it to `startAgency`. */
export const providers = defineAgency({
  name: 'providers',
  records: [referral, assignments, initialAssessment, approvals, session, outcome, endings],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
