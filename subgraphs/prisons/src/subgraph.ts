import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { adviserInterview } from './records/adviser-interview.ts';
import { booking } from './records/booking.ts';
import { keyDateCommands, keyDateRevision } from './records/key-date-revision.ts';
import { movement } from './records/movement.ts';
import { prisonContact } from './records/prison-contact.ts';
import { prisoner } from './records/prisoner.ts';
import { sentence } from './records/sentence.ts';
import { temporaryAbsence } from './records/temporary-absence.ts';
import { AdviserInterview } from './resolvers/adviser-interview.ts';
import { Booking } from './resolvers/booking.ts';
import { KeyDateRevision } from './resolvers/key-date-revision.ts';
import { Movement } from './resolvers/movement.ts';
import { Offender } from './resolvers/offender.ts';
import { Prison } from './resolvers/prison.ts';
import { PrisonContact } from './resolvers/prison-contact.ts';
import { Prisoner } from './resolvers/prisoner.ts';
import { Query } from './resolvers/query.ts';
import { Sentence } from './resolvers/sentence.ts';
import { TemporaryAbsence } from './resolvers/temporary-absence.ts';

const resolvers: Resolvers = {
  AdviserInterview,
  Booking,
  KeyDateRevision,
  Movement,
  Offender,
  Prison,
  PrisonContact,
  Prisoner,
  Query,
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
    prisonContact,
  ],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
