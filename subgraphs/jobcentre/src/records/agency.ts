import { defineAgency } from '@throughgate/subgraph-kit';
import type { Claim, Claimant, Interview, ProgrammeReferral } from '../generated/prisma/client.ts';

/** The Jobcentre's tables: Prisma's model names and rows. */
export type JobcentreTables = {
  Claimant: Claimant;
  Claim: Claim;
  Interview: Interview;
  ProgrammeReferral: ProgrammeReferral;
};

/** The Jobcentre: files are keyed by the National Insurance number. */
export const agency = defineAgency<JobcentreTables>({
  name: 'jobcentre',
  fileKey: 'nino',
  tables: {
    Claimant: 'nino',
    Claim: 'id',
    Interview: 'id',
    ProgrammeReferral: 'id',
  },
});
