import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { claim } from './records/claim.ts';
import { claimant } from './records/claimant.ts';
import { interview } from './records/interview.ts';
import { programmeReferral } from './records/programme-referral.ts';
import { signing } from './records/signing.ts';
import { signingSchedule } from './records/signing-schedule.ts';
import { Claim } from './resolvers/claim.ts';
import { Claimant } from './resolvers/claimant.ts';
import { JobcentreDistrict } from './resolvers/jobcentre-district.ts';
import { JobcentreOffice } from './resolvers/jobcentre-office.ts';
import { Offender } from './resolvers/offender.ts';
import { Query } from './resolvers/query.ts';
import { Signing } from './resolvers/signing.ts';
import { SigningSchedule } from './resolvers/signing-schedule.ts';

const resolvers: Resolvers = {
  Claim,
  Claimant,
  JobcentreDistrict,
  JobcentreOffice,
  Offender,
  Query,
  Signing,
  SigningSchedule,
};

/** The jobcentre subgraph: pass it to `startAgency`. */
export const jobcentre = defineAgency({
  name: 'jobcentre',
  records: [claimant, claim, interview, programmeReferral, signingSchedule, signing],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
