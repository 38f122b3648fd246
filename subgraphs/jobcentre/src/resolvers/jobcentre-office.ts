import { jobcentreDistrict, jobcentreOffice } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { JobcentreOfficeResolvers } from '../generated/graphql.ts';
import { claimant } from '../records/claimant.ts';
import { complaint } from '../records/complaint.ts';
import { interview } from '../records/interview.ts';
import { signing } from '../records/signing.ts';
import { contactsAt } from './contact.ts';

/** A Jobcentre office of the register, which is reference data and needs no database; whom it deals with does. */
export const JobcentreOffice: JobcentreOfficeResolvers = {
  __resolveReference: ({ code }) => jobcentreOffice(code) ?? null,
  district: ({ districtCode }) => required(Promise.resolve(jobcentreDistrict(districtCode) ?? null)),
  deliveryUnits: ({ deliveryUnitCodes }) => deliveryUnitCodes.map((code) => ({ code })),
  contacts: ({ code }, which, { load }) => contactsAt(load, code, which),
  complaints: ({ code }, { madeBy, from, to, ...page }, { load }) =>
    load(complaint.pageOf.officeCode, {
      parent: code,
      ...page,
      where: [
        { column: 'madeOn', from, to },
        { column: 'madeBy', in: madeBy },
      ],
    }),
  claimants: ({ code }, page, { load }) => load(claimant.pageOf.officeCode, { parent: code, ...page }),
  signings: ({ code }, { from, to, statuses, ...page }, { load }) =>
    load(signing.pageOf.officeCode, {
      parent: code,
      ...page,
      where: [
        { column: 'dueAt', from, to },
        { column: 'status', in: statuses },
      ],
    }),
  interviews: ({ code }, { from, to, types, statuses, ...page }, { load }) =>
    load(interview.pageOf.officeCode, {
      parent: code,
      ...page,
      where: [
        { column: 'bookedFor', from, to },
        { column: 'type', in: types },
        { column: 'status', in: statuses },
      ],
    }),
};
