import type {
  Benefit,
  ClaimClosureReason,
  EmploymentProgramme,
  InterviewBooker,
  InterviewType,
  SigningStatus,
} from '../generated/graphql.ts';

/** Titles of the codes that events carry, by their list: one that lacks a value of the graph does not compile. */
export const titles = {
  benefit: {
    UC: 'Universal Credit',
    JSA: "Jobseeker's Allowance",
    ESA: 'Employment and Support Allowance',
    IS: 'Income Support',
  } satisfies Record<Benefit, string>,
  claimClosureReason: {
    PRISON: 'the person went into prison',
    EMPLOYMENT: 'the person started work',
    WITHDRAWN: 'the person asked for it',
    NOT_COMPLYING: 'the claimant commitment was not met',
    OTHER_BENEFIT: 'the person moved to another benefit',
  } satisfies Record<ClaimClosureReason, string>,
  employmentProgramme: {
    WORK_PROGRAMME: 'Work Programme',
    WORK_AND_HEALTH_PROGRAMME: 'Work and Health Programme',
    RESTART: 'Restart Scheme',
  } satisfies Record<EmploymentProgramme, string>,
  interviewBooker: {
    PRISON_ADVISER: 'the Employment and Benefit Adviser in prison',
    OFFICE: 'the Jobcentre office',
    PROBATION: 'the probation practitioner',
    PERSON: 'the person',
  } satisfies Record<InterviewBooker, string>,
  interviewType: {
    FRESHSTART: 'Freshstart interview',
    NEW_JOBSEEKER: 'New jobseeker interview',
    WORK_SEARCH_REVIEW: 'Work search review',
    ACCOMPANIED: 'Accompanied interview',
  } satisfies Record<InterviewType, string>,
  signingStatus: {
    DUE: 'due',
    SIGNED: 'signed',
    FAILED_TO_SIGN: 'failed to sign',
    EXCUSED: 'excused',
    CANCELLED: 'cancelled',
  } satisfies Record<SigningStatus, string>,
};
