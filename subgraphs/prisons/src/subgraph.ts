import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { adviserInterview } from './records/adviser-interview.ts';
import { bankApplication } from './records/bank-application.ts';
import { booking } from './records/booking.ts';
import { identityDocument } from './records/identity-document.ts';
import { keyDateCommands, keyDateRevision } from './records/key-date-revision.ts';
import { movement } from './records/movement.ts';
import { pathwayStatus } from './records/pathway-status.ts';
import { prisonContact } from './records/prison-contact.ts';
import { prisoner } from './records/prisoner.ts';
import { releaseAddress } from './records/release-address.ts';
import { resettlementCommands } from './records/resettlement-plan.ts';
import { sentence } from './records/sentence.ts';
import { temporaryAbsence } from './records/temporary-absence.ts';
import { AdviserInterview } from './resolvers/adviser-interview.ts';
import { Booking } from './resolvers/booking.ts';
import { CustodyLocation } from './resolvers/custody-location.ts';
import { IdentityDocument } from './resolvers/identity-document.ts';
import { KeyDateRevision } from './resolvers/key-date-revision.ts';
import { Movement } from './resolvers/movement.ts';
import { Offender } from './resolvers/offender.ts';
import { PathwayStatus } from './resolvers/pathway-status.ts';
import { Prison } from './resolvers/prison.ts';
import { PrisonContact } from './resolvers/prison-contact.ts';
import { Prisoner } from './resolvers/prisoner.ts';
import { Query } from './resolvers/query.ts';
import { ReleaseAddress } from './resolvers/release-address.ts';
import { ResettlementPlan } from './resolvers/resettlement-plan.ts';
import { Sentence } from './resolvers/sentence.ts';
import { TemporaryAbsence } from './resolvers/temporary-absence.ts';

const resolvers: Resolvers = {
  AdviserInterview,
  Booking,
  CustodyLocation,
  IdentityDocument,
  KeyDateRevision,
  Movement,
  Offender,
  PathwayStatus,
  Prison,
  PrisonContact,
  Prisoner,
  Query,
  ReleaseAddress,
  ResettlementPlan,
  Sentence,
  TemporaryAbsence,
};

/** The prisons subgraph: pass it to `startAgency`. */
export const prisons = defineAgency({
  name: 'prisons',
  records: [
    prisoner,
    booking,
    keyDateRevision,
    keyDateCommands,
    movement,
    sentence,
    adviserInterview,
    temporaryAbsence,
    resettlementCommands,
    pathwayStatus,
    identityDocument,
    bankApplication,
    releaseAddress,
    prisonContact,
  ],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
