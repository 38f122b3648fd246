import type {
  Benefit,
  BenefitBasis,
  ClaimClosureReason,
  ClaimPlace,
  ClaimState,
  ClosureSource,
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
    HB: 'Housing Benefit',
  } satisfies Record<Benefit, string>,
  benefitBasis: {
    INCOME: 'income-based',
    CONTRIBUTIONS: 'contribution-based',
  } satisfies Record<BenefitBasis, string>,
  claimClosureReason: {
    PRISON: 'the person went into prison',
    EMPLOYMENT: 'the person started work',
    WITHDRAWN: 'the person asked for it',
    NOT_COMPLYING: 'the claimant commitment was not met',
    OTHER_BENEFIT: 'the person moved to another benefit',
    FAILED_TO_SIGN: 'the person did not sign on',
    FAILED_TO_ATTEND: 'the person did not come to an interview',
    CONDITIONS_NOT_MET: 'the conditions of the benefit were not met',
  } satisfies Record<ClaimClosureReason, string>,
  claimPlace: {
    PRISON: 'in prison',
    JOBCENTRE_OFFICE: 'at an office of the Jobcentre',
    ONLINE: 'online',
    PHONE: 'by telephone',
  } satisfies Record<ClaimPlace, string>,
  claimState: {
    ADVANCE: 'made before release',
    RUNNING: 'running',
    HOUSING_COSTS_ONLY: 'housing costs only',
    CLOSED: 'closed',
    REJECTED: 'rejected',
  } satisfies Record<ClaimState, string>,
  closureSource: {
    INDUCTION_INTERVIEW: 'induction interview',
    PEER_FORM: 'form of a peer worker',
    PRISON_RECORD: "the prison's record",
    DATA_MATCH: 'match of data',
  } satisfies Record<ClosureSource, string>,
  /**
   * Roles in which offices and benefit centres have contacts; more may come. Source: Department for Work and Pensions, research
   * report 784 (2012), by the contacts between prisons, Jobcentres and probation that it found.
   */
  contactRole: {
    SINGLE_POINT_OF_CONTACT: 'Single point of contact',
    OFFENDER_CHAMPION: 'Offender champion',
    BENEFIT_CLOSURE: 'Benefit closure',
    EMPLOYER_ENGAGEMENT: 'Employer engagement',
    ETE_MANAGER: 'Education, training and employment manager',
    EMPLOYMENT_LIAISON: 'Employment liaison',
    REGIONAL_ENGAGEMENT_MANAGER: 'Regional engagement manager',
    HEAD_OF_LEARNING_AND_SKILLS: 'Head of Learning and Skills',
    LEAD_GOVERNOR: 'Lead governor of the cluster',
    SECONDED_PROBATION: 'Seconded probation staff',
  } as Readonly<Record<string, string>>,
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
