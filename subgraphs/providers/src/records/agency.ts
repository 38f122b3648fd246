import { defineAgency } from '@throughgate/subgraph-kit';
import type { InitialAssessment, Outcome, Referral, Session } from '../generated/prisma/client.ts';

/** The providers' tables: Prisma's model names and rows. */
export type ProviderTables = {
  Referral: Referral;
  InitialAssessment: InitialAssessment;
  Session: Session;
  Outcome: Outcome;
};

/** The providers: files are keyed by the reference number, so that each referral is a file. */
export const agency = defineAgency<ProviderTables>({
  name: 'providers',
  fileKey: 'referenceNumber',
  tables: {
    Referral: 'referenceNumber',
    InitialAssessment: 'id',
    Session: 'id',
    Outcome: 'id',
  },
});
