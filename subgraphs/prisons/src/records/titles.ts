import type {
  AbsencePurpose,
  AbsenceStatus,
  AdviserInterviewPlace,
  AdviserInterviewPurpose,
  AdviserNotHeldReason,
  InterviewTopic,
  LegalStatus,
  MovementReason,
  MovementType,
  PrisonerStatus,
  TemporaryAbsenceSubType,
  TemporaryAbsenceType,
} from '../generated/graphql.ts';

const receptionReasons = {
  NEW_ADMISSION: 'new admission',
  READMISSION: 'readmission',
  TRANSFERRED: 'transferred in',
  RETURN_FROM_COURT: 'back from court',
  TEMPORARY_ABSENCE_RETURN: 'back from temporary absence',
} as const satisfies Partial<Record<MovementReason, string>>;

/** Every reason that is none of a reception; people are transferred in both directions. */
type DepartureReason = Exclude<MovementReason, keyof typeof receptionReasons> | 'TRANSFERRED';

/** Titles of the codes that events carry, by their list: one that lacks a value of the graph does not compile. */
export const titles = {
  adviserInterviewPurpose: {
    INDUCTION: 'induction',
    PRE_RELEASE: 'before release',
  } satisfies Record<AdviserInterviewPurpose, string>,
  interviewTopic: {
    BENEFIT_CLOSURE: 'closing claims',
    NEW_CLAIM: 'new claim',
    GRANT: 'grant',
    JOB_SEARCH: 'looking for work',
    CAREERS: 'careers',
    TRAINING: 'training',
    JOB_RETENTION: 'keeping a job',
    SIGNPOSTING: 'other services',
    SIGNING_ARRANGEMENTS: 'signing on after release',
  } satisfies Record<InterviewTopic, string>,
  adviserInterviewPlace: {
    OWN_ROOM: "adviser's own room",
    SHARED_ROOM: 'shared room',
    CELL: 'cell',
    FIRST_NIGHT_CENTRE: 'first night centre',
    PUBLIC_AREA: 'public area',
    VIDEO: 'video',
  } satisfies Record<AdviserInterviewPlace, string>,
  adviserNotHeldReason: {
    TRANSFERRED: 'transferred',
    RELEASED: 'released',
    AT_COURT: 'at court',
    IN_HOSPITAL: 'in hospital',
    NO_ESCORT: 'no escort',
    REGIME: 'regime',
    NO_ROOM: 'no room',
    REFUSED: 'refused',
    ADVISER_ABSENT: 'adviser absent',
  } satisfies Record<AdviserNotHeldReason, string>,
  legalStatus: {
    REMAND: 'remand',
    CONVICTED_UNSENTENCED: 'convicted, not yet sentenced',
    SENTENCED: 'sentenced',
    RECALL: 'recalled',
    INDETERMINATE_SENTENCE: 'indeterminate sentence',
    CIVIL_PRISONER: 'civil prisoner',
    IMMIGRATION_DETAINEE: 'immigration detainee',
    DEAD: 'died',
    OTHER: 'other',
    UNKNOWN: 'not recorded',
  } satisfies Record<LegalStatus, string>,
  movementType: {
    ADM: 'admission',
    REL: 'release',
    TRN: 'transfer',
    TAP: 'temporary absence',
    CRT: 'court',
  } satisfies Record<MovementType, string>,
  prisonerStatus: {
    ACTIVE_IN: 'in prison',
    ACTIVE_OUT: 'out of the prison for now',
    INACTIVE_TRN: 'between prisons',
    INACTIVE_OUT: 'not in custody',
  } satisfies Record<PrisonerStatus, string>,
  temporaryAbsenceType: {
    RR: 'restricted temporary licence',
    SR: 'standard temporary licence',
    PP: 'police production',
    SE: 'security escort',
    YT: 'youth temporary release',
  } satisfies Record<TemporaryAbsenceType, string>,
  temporaryAbsenceSubType: {
    RDR: 'resettlement day release',
    ROR: 'resettlement overnight release',
    SPL: 'special purpose licence',
    CRL: 'childcare resettlement licence',
    PP: 'police production',
    SE: 'security escort',
    YTRA: 'youth: accommodation',
    YTRC: 'youth: case work and transitions',
    YTRE: 'youth: education, training and employment',
    YTRF: 'youth: family',
  } satisfies Record<TemporaryAbsenceSubType, string>,
  absencePurpose: {
    PAID_WORK: 'paid work',
    JOB_INTERVIEW: 'job interview',
    TRAINING: 'training',
    EDUCATION: 'education',
    ACCOMMODATION: 'accommodation',
    BANK_ACCOUNT: 'bank account',
    FAMILY: 'family',
    MEDICAL: 'health care',
    OTHER: 'other',
  } satisfies Record<AbsencePurpose, string>,
  absenceStatus: {
    SCHEDULED: 'planned',
    CANCELLED: 'cancelled',
    STARTED: 'out',
    COMPLETED: 'back',
    LATE: 'back late',
  } satisfies Record<AbsenceStatus, string>,
  departureReasons: {
    RELEASED: 'released',
    TRANSFERRED: 'transferred out',
    TEMPORARY_ABSENCE_RELEASE: 'on temporary release',
    RELEASED_TO_HOSPITAL: 'to hospital',
    SENT_TO_COURT: 'to court',
  } satisfies Record<DepartureReason, string>,
  receptionReasons,
  /**
   * Roles in which a prison has contacts; more may come. Source: Department for Work and Pensions, Research Report 784
   * (2012), by the contacts between prisons, Jobcentres and probation that it found.
   */
  contactRole: {
    SINGLE_POINT_OF_CONTACT: 'Single point of contact for Jobcentres',
    BENEFIT_CLOSURE: 'Benefit closure',
    ETE_CHAMPION: 'Education, training and employment champion',
    EMPLOYER_ENGAGEMENT: 'Employer engagement',
    HEAD_OF_LEARNING_AND_SKILLS: 'Head of Learning and Skills',
    LEAD_GOVERNOR: 'Lead governor of the cluster',
    SECONDED_PROBATION: 'Seconded probation staff',
  } as Readonly<Record<string, string>>,
};
