import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { approvals } from './records/action-plan.ts';
import { reports } from './records/end-of-service-report.ts';
import { initialAssessment } from './records/initial-assessment.ts';
import { assignments, keyWorkerAssignment } from './records/key-worker-assignment.ts';
import { outcome, sustainment } from './records/outcome.ts';
import { programme } from './records/programme.ts';
import { referral } from './records/referral.ts';
import { endings } from './records/referral-ending.ts';
import { referralTarget } from './records/referral-target.ts';
import { session } from './records/session.ts';
import { supportContact } from './records/support-contact.ts';
import { episodeContacts, supportEpisode } from './records/support-episode.ts';
import { Contract } from './resolvers/contract.ts';
import { DeliveryUnit } from './resolvers/delivery-unit.ts';
import { InitialAssessment } from './resolvers/initial-assessment.ts';
import { Job } from './resolvers/job.ts';
import { KeyWorker } from './resolvers/key-worker.ts';
import { KeyWorkerAssignment } from './resolvers/key-worker-assignment.ts';
import { Offender } from './resolvers/offender.ts';
import { Outcome } from './resolvers/outcome.ts';
import { Programme } from './resolvers/programme.ts';
import { Provider } from './resolvers/provider.ts';
import { Query } from './resolvers/query.ts';
import { Referral } from './resolvers/referral.ts';
import { ReferralEnding } from './resolvers/referral-ending.ts';
import { Session } from './resolvers/session.ts';
import { SupportContact } from './resolvers/support-contact.ts';
import { SupportEpisode } from './resolvers/support-episode.ts';

const resolvers: Resolvers = {
  Contract,
  DeliveryUnit,
  InitialAssessment,
  Job,
  KeyWorker,
  KeyWorkerAssignment,
  Offender,
  Outcome,
  Programme,
  Provider,
  Query,
  Referral,
  ReferralEnding,
  Session,
  SupportContact,
  SupportEpisode,
};

/** The providers subgraph: pass it to `startAgency`. */
export const providers = defineAgency({
  name: 'providers',
  records: [
    referral,
    assignments,
    keyWorkerAssignment,
    initialAssessment,
    approvals,
    session,
    supportContact,
    outcome,
    sustainment,
    endings,
    reports,
    referralTarget,
    programme,
    supportEpisode,
    episodeContacts,
  ],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
