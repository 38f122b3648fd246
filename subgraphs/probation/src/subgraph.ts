import { join } from 'node:path';
import { defineAgency } from '@throughgate/subgraph-kit';
import type { Resolvers } from './generated/graphql.ts';
import { PrismaClient } from './generated/prisma/client.ts';
import { condition } from './records/additional-condition.ts';
import { appointment } from './records/appointment.ts';
import { certificate } from './records/certificate.ts';
import { allocations, communityManager } from './records/community-manager.ts';
import { contact } from './records/contact.ts';
import { eteReferral } from './records/ete-referral.ts';
import { licence } from './records/licence.ts';
import { order, requirement } from './records/order.ts';
import { permission } from './records/permission.ts';
import { permits } from './records/permit.ts';
import { probationCase } from './records/probation-case.ts';
import { restriction } from './records/restriction.ts';
import { dataSharingForm } from './records/sharing-form.ts';
import { Appointment } from './resolvers/appointment.ts';
import { CommunityManager } from './resolvers/community-manager.ts';
import { Contact } from './resolvers/contact.ts';
import { DataSharingForm } from './resolvers/data-sharing-form.ts';
import { DeliveryUnit } from './resolvers/delivery-unit.ts';
import { EteReferral } from './resolvers/ete-referral.ts';
import { Licence } from './resolvers/licence.ts';
import { Offender } from './resolvers/offender.ts';
import { Order } from './resolvers/order.ts';
import { ProbationCase } from './resolvers/probation-case.ts';
import { ProbationRegion } from './resolvers/probation-region.ts';
import { Query } from './resolvers/query.ts';
import { Requirement } from './resolvers/requirement.ts';
import { Restriction } from './resolvers/restriction.ts';

const resolvers: Resolvers = {
  Appointment,
  CommunityManager,
  Contact,
  DataSharingForm,
  DeliveryUnit,
  EteReferral,
  Licence,
  Offender,
  Order,
  ProbationCase,
  ProbationRegion,
  Query,
  Requirement,
  Restriction,
};

/** The probation subgraph: pass it to `startAgency`. */
export const probation = defineAgency({
  name: 'probation',
  records: [
    probationCase,
    communityManager,
    allocations,
    order,
    requirement,
    licence,
    condition,
    restriction,
    permission,
    permits,
    dataSharingForm,
    contact,
    appointment,
    eteReferral,
    certificate,
  ],
  resolvers,
  directory: join(import.meta.dirname, '..'),
  connect: (adapter) => new PrismaClient({ adapter }),
});
