import type {
  AppointmentOutcome,
  AppointmentType,
  LicenceKind,
  LicenceStatus,
  OrderEndReason,
  OrderType,
  RequirementType,
  RequirementUnit,
} from '../generated/graphql.ts';

/** Titles of the codes that events carry, by their list: one that lacks a value of the graph does not compile. */
export const titles = {
  appointmentOutcome: {
    ATTC: 'attended, complied',
    AFTC: 'attended, failed to comply',
    AFTA: 'failed to attend',
    RSSR: 'rescheduled by the service',
    APPW: 'withdrawn',
  } satisfies Record<AppointmentOutcome, string>,
  appointmentType: {
    COAI: 'initial office visit',
    COAP: 'office visit',
    COPT: 'telephone contact',
    CHVS: 'home visit',
    CRSAPT: 'with a rehabilitative services provider',
    CRSSAA: 'supplier assessment',
  } satisfies Record<AppointmentType, string>,
  licenceKind: {
    CRD: 'conditional release',
    PRRD: 're-release after a recall',
    HDC: 'home detention curfew',
  } satisfies Record<LicenceKind, string>,
  licenceStatus: {
    ACTIVE: 'in force',
    EXPIRED: 'expired',
    RECALLED: 'recalled to custody',
  } satisfies Record<LicenceStatus, string>,
  orderEndReason: {
    EXPIRED: 'ran its full length',
    COMPLETED_EARLY: 'completed early',
    REVOKED: 'revoked',
  } satisfies Record<OrderEndReason, string>,
  orderType: {
    COMMUNITY_ORDER: 'community order',
    SUSPENDED_SENTENCE_ORDER: 'suspended sentence order',
    POST_SENTENCE_SUPERVISION: 'post-sentence supervision',
  } satisfies Record<OrderType, string>,
  requirementType: {
    UNPAID_WORK: 'unpaid work',
    REHABILITATION_ACTIVITY: 'rehabilitation activity',
    PROGRAMME: 'accredited programme',
    CURFEW: 'curfew',
    EXCLUSION: 'exclusion',
    RESIDENCE: 'residence',
    MENTAL_HEALTH_TREATMENT: 'mental health treatment',
    DRUG_REHABILITATION: 'drug rehabilitation',
    ALCOHOL_TREATMENT: 'alcohol treatment',
    ALCOHOL_ABSTINENCE: 'alcohol abstinence and monitoring',
  } satisfies Record<RequirementType, string>,
  requirementUnit: {
    HOURS: 'hours',
    DAYS: 'days',
  } satisfies Record<RequirementUnit, string>,
};
