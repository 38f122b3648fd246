import { required } from '@throughgate/subgraph-kit';
import type { ProbationCaseResolvers, Sex } from '../generated/graphql.ts';
import { appointment } from '../records/appointment.ts';
import { certificate } from '../records/certificate.ts';
import { communityManager } from '../records/community-manager.ts';
import { deliveryUnitOf, regionOf } from '../records/delivery-unit.ts';
import { eteReferral } from '../records/ete-referral.ts';
import { licence } from '../records/licence.ts';
import { order } from '../records/order.ts';

/** A person's case at the probation service. */
export const ProbationCase: ProbationCaseResolvers = {
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  region: ({ deliveryUnitCode }) => regionOf(deliveryUnitOf(deliveryUnitCode)),
  deliveryUnit: ({ deliveryUnitCode }) => deliveryUnitOf(deliveryUnitCode),
  manager: ({ managerId }, _arguments, { load }) =>
    managerId === null ? null : required(load(communityManager.row, managerId)),
  orders: ({ crn }, _arguments, { load }) => load(order.listOf.crn, crn),
  licence: async ({ crn }, _arguments, { load }) => {
    const licences = await load(licence.listOf.crn, crn);
    return licences.find(({ status }) => status === 'ACTIVE') ?? licences[0] ?? null;
  },
  licences: ({ crn }, _arguments, { load }) => load(licence.listOf.crn, crn),
  appointments: ({ crn }, page, { load }) => load(appointment.pageOf.crn, { parent: crn, ...page }),
  eteReferrals: ({ crn }, _arguments, { load }) => load(eteReferral.listOf.crn, crn),
  certificates: ({ crn }, _arguments, { load }) => load(certificate.listOf.crn, crn),
};
