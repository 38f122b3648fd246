import type {
  AdviserInterviewPurpose,
  MovementReason,
  MovementType,
  PrisonerStatus,
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
