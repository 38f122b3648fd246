import { required } from '@throughgate/subgraph-kit';
import type { MutationResolvers } from '../generated/graphql.ts';

/** What the probation service's system records; the rules are in `records/`. */
export const Mutation: MutationResolvers = {
  openCase: async (_root, { input }, { change, loaders }) =>
    required(loaders.probationCase, await change('openCase', input)),
  allocateManager: async (_root, { input }, { change, loaders }) =>
    required(loaders.probationCase, await change('allocateManager', input)),
  startOrder: async (_root, { input }, { change, loaders }) =>
    required(loaders.order, await change('startOrder', input)),
  endOrder: async (_root, { input }, { change, loaders }) =>
    required(loaders.order, await change('endOrder', input)),
  activateLicence: async (_root, { input }, { change, loaders }) =>
    required(loaders.licence, await change('activateLicence', input)),
  endLicence: async (_root, { input }, { change, loaders }) =>
    required(loaders.licence, await change('endLicence', input)),
  bookAppointment: async (_root, { input }, { change, loaders }) =>
    required(loaders.appointment, await change('bookAppointment', input)),
  recordAppointmentOutcome: async (_root, { input }, { change, loaders }) =>
    required(loaders.appointment, await change('recordAppointmentOutcome', input)),
  makeEteReferral: async (_root, { input }, { change, loaders }) =>
    required(loaders.eteReferral, await change('makeEteReferral', input)),
};
