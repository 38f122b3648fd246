import type { Resolvers } from '../generated/graphql.ts';
import { Appointment } from './appointment.ts';
import { CommunityManager } from './community-manager.ts';
import { DeliveryUnit } from './delivery-unit.ts';
import { EteReferral } from './ete-referral.ts';
import { Licence } from './licence.ts';
import { Offender } from './offender.ts';
import { Order } from './order.ts';
import { ProbationCase } from './probation-case.ts';
import { ProbationRegion } from './probation-region.ts';
import { Query } from './query.ts';
import { Requirement } from './requirement.ts';

/** Resolvers of the probation subgraph, one file for each type. */
export const resolvers: Resolvers = {
  Appointment,
  CommunityManager,
  DeliveryUnit,
  EteReferral,
  Licence,
  Offender,
  Order,
  ProbationCase,
  ProbationRegion,
  Query,
  Requirement,
};
