import { jobcentreOffice } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { SigningResolvers, SigningStatus } from '../generated/graphql.ts';
import { signingSchedule } from '../records/signing-schedule.ts';

/** One time at which a person is to sign. */
export const Signing: SigningResolvers = {
  status: ({ status }) => status as SigningStatus,
  office: ({ officeCode }) => required(Promise.resolve(jobcentreOffice(officeCode) ?? null)),
  schedule: ({ scheduleId }, _arguments, { load }) => required(load(signingSchedule.row, scheduleId)),
};
