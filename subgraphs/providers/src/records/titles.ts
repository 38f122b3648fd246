import type {
  Achievement,
  Attendance,
  Complexity,
  OutcomeType,
  PayPeriod,
  ProgrammeKind,
  ReferralStatus,
  SupportContactKind,
} from '../generated/graphql.ts';

/** Titles of the codes that events carry, by their list: one that lacks a value of the graph does not compile. */
export const titles = {
  achievement: {
    ACHIEVED: 'achieved',
    PARTIALLY_ACHIEVED: 'partially achieved',
    NOT_ACHIEVED: 'not achieved',
  } satisfies Record<Achievement, string>,
  attendance: {
    YES: 'came on time',
    LATE: 'came late',
    NO: 'did not come',
  } satisfies Record<Attendance, string>,
  complexity: {
    LOW: 'low',
    MEDIUM: 'medium',
    HIGH: 'high',
  } satisfies Record<Complexity, string>,
  outcomeType: {
    EMPLOYMENT: 'started a job',
    MAINTAINED: 'stayed in a job, a course or training',
    EMPLOYABILITY: 'became more employable',
    TRAINING_STARTED: 'started training',
    TRAINING_COMPLETED: 'completed training',
    TRAINING: 'started or completed training',
    EDUCATION_STARTED: 'started education',
    EDUCATION_COMPLETED: 'completed education',
    EDUCATION: 'started or completed education',
  } satisfies Record<OutcomeType, string>,
  payPeriod: {
    HOUR: 'an hour',
    WEEK: 'a week',
    MONTH: 'a month',
    YEAR: 'a year',
  } satisfies Record<PayPeriod, string>,
  programmeKind: {
    GATE_MENTORING: 'meeting at the gate and going along',
    ADDICTION_THROUGHCARE: 'help with addiction from prison on',
    EMPLOYMENT: 'help to find work',
    TRAINING: 'training for work',
    HELPLINE: 'advice by telephone',
    FAMILY: 'work with families',
    JOB_CREATION: 'jobs made with employers',
  } satisfies Record<ProgrammeKind, string>,
  referralStatus: {
    PRE_ICA: 'before the initial assessment',
    POST_ICA: 'assessed',
    COMPLETED: 'completed',
    WITHDRAWN: 'withdrawn',
    CANCELLED: 'cancelled',
  } satisfies Record<ReferralStatus, string>,
  supportContactKind: {
    PRISON_VISIT: 'visit in prison',
    GATE: 'meeting at the gate',
    MEETING: 'meeting',
    PHONE: 'call',
    MESSAGE: 'message',
    ACCOMPANIED: 'accompanied',
  } satisfies Record<SupportContactKind, string>,
};
