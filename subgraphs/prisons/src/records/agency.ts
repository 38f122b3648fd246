import { defineAgency } from '@throughgate/subgraph-kit';
import type { AdviserInterview, Booking, Movement, Prisoner, Sentence } from '../generated/prisma/client.ts';

/** The prison service's tables: Prisma's model names and rows. */
export type PrisonTables = {
  Prisoner: Prisoner;
  Booking: Booking;
  Movement: Movement;
  Sentence: Sentence;
  AdviserInterview: AdviserInterview;
};

/** The prison service: files are keyed by the prisoner number. */
export const agency = defineAgency<PrisonTables>({
  name: 'prisons',
  fileKey: 'prisonerNumber',
  tables: {
    Prisoner: 'prisonerNumber',
    Booking: 'id',
    Movement: 'id',
    Sentence: 'id',
    AdviserInterview: 'id',
  },
});
