import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { approvals } from './records/action-plan.ts';
import { initialAssessment } from './records/initial-assessment.ts';
import { assignments } from './records/key-worker.ts';
import { outcome, sustainment } from './records/outcome.ts';
import { referral } from './records/referral.ts';
import { endings } from './records/referral-ending.ts';
import { session } from './records/session.ts';
import { Contract } from './resolvers/contract.ts';
import { InitialAssessment } from './resolvers/initial-assessment.ts';
import { Job } from './resolvers/job.ts';
import { Offender } from './resolvers/offender.ts';
import { Outcome } from './resolvers/outcome.ts';
import { Provider } from './resolvers/provider.ts';
import { Query } from './resolvers/query.ts';
import { Referral } from './resolvers/referral.ts';
import { ReferralConnection } from './resolvers/referral-connection.ts';
import { ReferralEnding } from './resolvers/referral-ending.ts';

const resolvers: Resolvers = {
  Contract,
  InitialAssessment,
  Job,
  Offender,
  Outcome,
  Provider,
  Query,
  Referral,
  ReferralConnection,
  ReferralEnding,
};

/** The providers subgraph: pass it to `startAgency`. */
export const providers = defineAgency({
  name: 'providers',
  records: [referral, assignments, initialAssessment, approvals, session, outcome, sustainment, endings],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
