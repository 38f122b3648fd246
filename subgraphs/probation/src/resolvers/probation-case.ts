import { required } from '@throughgate/subgraph-kit';
import type { ProbationCaseResolvers, Sex } from '../generated/graphql.ts';
import { deliveryUnitOf, regionOf } from '../records/delivery-unit.ts';

/** A person's case at the probation service. */
export const ProbationCase: ProbationCaseResolvers = {
  __resolveReference: ({ crn }, { loaders }) => loaders.probationCase.load(crn),
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  region: ({ deliveryUnitCode }) => regionOf(deliveryUnitOf(deliveryUnitCode)),
  deliveryUnit: ({ deliveryUnitCode }) => deliveryUnitOf(deliveryUnitCode),
  manager: ({ managerId }, _arguments, { loaders }) =>
    managerId === null ? null : required(loaders.communityManager, managerId),
  orders: ({ crn }, _arguments, { loaders }) => loaders.ordersOfCase.load(crn),
  licence: async ({ crn }, _arguments, { loaders }) => {
    const licences = await loaders.licencesOfCase.load(crn);
    return licences.find(({ status }) => status === 'ACTIVE') ?? licences[0] ?? null;
  },
  licences: ({ crn }, _arguments, { loaders }) => loaders.licencesOfCase.load(crn),
  appointments: ({ crn }, page, { loaders }) => loaders.appointmentsOfCase.load({ parent: crn, ...page }),
  eteReferrals: ({ crn }, _arguments, { loaders }) => loaders.eteReferralsOfCase.load(crn),
};
