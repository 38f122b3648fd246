import { jobcentreOffice } from '@throughgate/domain';
import { required } from '@throughgate/subgraph-kit';
import type { InterviewBooker, SigningScheduleResolvers } from '../generated/graphql.ts';
import { signing } from '../records/signing.ts';

/** An arrangement by which a person signs on. */
export const SigningSchedule: SigningScheduleResolvers = {
  arrangedBy: ({ arrangedBy }) => arrangedBy as InterviewBooker,
  office: ({ officeCode }) => required(Promise.resolve(jobcentreOffice(officeCode) ?? null)),
  signings: ({ id }, page, { load }) => load(signing.pageOf.scheduleId, { parent: id, ...page }),
};
