import { londonDate } from '@throughgate/domain';
import { lastsOn, required } from '@throughgate/subgraph-kit';
import type { ProbationCaseResolvers, Sex } from '../generated/graphql.ts';
import { appointment } from '../records/appointment.ts';
import { certificate } from '../records/certificate.ts';
import { communityManager } from '../records/community-manager.ts';
import { deliveryUnitOf, regionOf } from '../records/delivery-unit.ts';
import { eteReferral } from '../records/ete-referral.ts';
import { licence } from '../records/licence.ts';
import { order } from '../records/order.ts';
import { restriction } from '../records/restriction.ts';
import { dataSharingForm } from '../records/sharing-form.ts';

/** A person's case at the probation service. */
export const ProbationCase: ProbationCaseResolvers = {
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  region: ({ deliveryUnitCode }) => regionOf(deliveryUnitOf(deliveryUnitCode)),
  deliveryUnit: ({ deliveryUnitCode }) => deliveryUnitOf(deliveryUnitCode),
  manager: ({ managerId }, _arguments, { load }) =>
    managerId === null ? null : required(load(communityManager.row, managerId)),
  managers: async ({ crn, managerId }, _arguments, { load }) => {
    const managers = await load(communityManager.listOf.crn, crn);
    // Of those of one day, the one in force is the last.
    return managers.sort(
      (one, other) =>
        Number(other.allocatedOn) - Number(one.allocatedOn) ||
        Number(other.id === managerId) - Number(one.id === managerId),
    );
  },
  orders: ({ crn }, _arguments, { load }) => load(order.listOf.crn, crn),
  licence: async ({ crn }, _arguments, { load }) => {
    const licences = await load(licence.listOf.crn, crn);
    return licences.find(({ status }) => status === 'ACTIVE') ?? licences[0] ?? null;
  },
  licences: ({ crn }, _arguments, { load }) => load(licence.listOf.crn, crn),
  restrictions: async ({ crn }, { at }, { load }) => {
    const restrictions = await load(restriction.listOf.crn, crn);
    return at == null ? restrictions : restrictions.filter((one) => holdsAt(one, new Date(at)));
  },
  appointments: ({ crn }, page, { load }) => load(appointment.pageOf.crn, { parent: crn, ...page }),
  eteReferrals: ({ crn }, _arguments, { load }) => load(eteReferral.listOf.crn, crn),
  certificates: ({ crn }, _arguments, { load }) => load(certificate.listOf.crn, crn),
  sharingForms: ({ crn }, _arguments, { load }) => load(dataSharingForm.listOf.crn, crn),
};

/** Whether a restriction holds at a moment: from its first day, until it ended or else to the end of its last day in London. */
function holdsAt(
  { from, to, endedAt }: { readonly from: Date; readonly to: Date | null; readonly endedAt: Date | null },
  at: Date,
): boolean {
  return lastsOn({ from, to }, londonDate(at)) && (endedAt === null || at < endedAt);
}
