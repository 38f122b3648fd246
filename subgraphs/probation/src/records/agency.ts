import { defineAgency } from '@throughgate/subgraph-kit';
import type {
  AdditionalCondition,
  Appointment,
  CommunityManager,
  EteReferral,
  Licence,
  Order,
  ProbationCase,
  Requirement,
} from '../generated/prisma/client.ts';

/** The probation service's tables: Prisma's model names and rows. */
export type ProbationTables = {
  ProbationCase: ProbationCase;
  CommunityManager: CommunityManager;
  Order: Order;
  Requirement: Requirement;
  Licence: Licence;
  AdditionalCondition: AdditionalCondition;
  Appointment: Appointment;
  EteReferral: EteReferral;
};

/** The probation service: files are keyed by the CRN. */
export const agency = defineAgency<ProbationTables>({
  name: 'probation',
  fileKey: 'crn',
  tables: {
    ProbationCase: 'crn',
    CommunityManager: 'id',
    Order: 'id',
    Requirement: 'id',
    Licence: 'id',
    AdditionalCondition: 'id',
    Appointment: 'id',
    EteReferral: 'id',
  },
});
