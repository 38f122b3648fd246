import { jobcentreOffice } from '@throughgate/domain';
import type {
  CompanionKind,
  InterviewBooker,
  InterviewNotHeldReason,
  InterviewPlace,
  InterviewResolvers,
  InterviewStatus,
  InterviewType,
} from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';
import { interview } from '../records/interview.ts';

/** An interview that the Jobcentre holds with a person; who came along is in columns of the same row. */
export const Interview: InterviewResolvers = {
  type: ({ type }) => type as InterviewType,
  status: ({ status }) => status as InterviewStatus,
  notHeldReason: ({ notHeldReason }) => notHeldReason as InterviewNotHeldReason | null,
  bookedBy: ({ bookedBy }) => bookedBy as InterviewBooker | null,
  place: ({ place }) => place as InterviewPlace,
  adviser: ({ adviserCode }, _arguments, { load }) =>
    adviserCode === null ? null : load(adviser.row, adviserCode),
  office: ({ officeCode }) => (officeCode === null ? null : (jobcentreOffice(officeCode) ?? null)),
  companion: ({ companionKind, companionName }) =>
    companionKind === null || companionName === null
      ? null
      : { kind: companionKind as CompanionKind, name: companionName },
  replacedBy: ({ replacedById }, _arguments, { load }) =>
    replacedById === null ? null : load(interview.row, replacedById),
};
