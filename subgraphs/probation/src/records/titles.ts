import { appointmentOutcomes, contactRoles, sharingForms } from '@throughgate/domain';
import type {
  AppointmentOutcome,
  AppointmentType,
  LicenceKind,
  LicenceStatus,
  LicenceType,
  OrderEndReason,
  OrderType,
  RequirementType,
  RequirementUnit,
  RestrictionKind,
  SharingForm,
  WorkRule,
} from '../generated/graphql.ts';

/** Titles of the codes that events carry, by their list: one that lacks a value of the graph does not compile. */
export const titles = {
  appointmentOutcome: Object.fromEntries(
    appointmentOutcomes.map(({ code, title }) => [code, title]),
  ) as Record<AppointmentOutcome, string>,
  appointmentType: {
    COAI: 'initial office visit',
    COAP: 'office visit',
    COPT: 'telephone contact',
    CHVS: 'home visit',
    CRSAPT: 'with a rehabilitative services provider',
    CRSSAA: 'supplier assessment',
    NREF: 'referral to an intervention',
    NTER: 'end of an intervention',
  } satisfies Record<AppointmentType, string>,
  contactRole: contactRoles,
  licenceKind: {
    CRD: 'conditional release',
    PRRD: 're-release after a recall',
    HDC: 'home detention curfew',
    VARIATION: 'varied while in force',
    HARD_STOP: 'made by the prison before release',
  } satisfies Record<LicenceKind, string>,
  licenceStatus: {
    ACTIVE: 'in force',
    EXPIRED: 'expired',
    RECALLED: 'recalled to custody',
    SUPERSEDED: 'varied',
  } satisfies Record<LicenceStatus, string>,
  licenceType: {
    AP: 'licence period',
    PSS: 'supervision after the sentence',
    AP_PSS: 'licence period and supervision after the sentence',
  } satisfies Record<LicenceType, string>,
  orderEndReason: {
    EXPIRED: 'ran its full length',
    COMPLETED_EARLY: 'completed early',
    REVOKED: 'revoked',
    TERMINATED: 'terminated when all was done',
    RESENTENCED: 'revoked and sentenced anew',
    DIED: 'died',
    TRANSFERRED: 'transferred to another country',
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
  restrictionKind: {
    CURFEW: 'curfew',
    EXCLUSION_ZONE: 'exclusion zone',
    RESTRICTION_ZONE: 'area not to leave',
    RESIDENCE: 'where to live',
    WORK: 'work',
    INTERNET: 'use of the internet',
    LOCATION_MONITORING: 'monitored whereabouts',
    ALCOHOL_MONITORING: 'monitored drinking',
  } satisfies Record<RestrictionKind, string>,
  sharingForm: Object.fromEntries(sharingForms.map(({ code, title }) => [code, title])) as Record<
    SharingForm,
    string
  >,
  workRule: {
    APPROVAL_NEEDED: 'approval before work starts',
    NOT_WITH_CHILDREN: 'no work with children',
    NOT_IN_SECTOR: 'no work in a sector',
    NO_INTERNET_WORK: 'no work that needs the internet',
  } satisfies Record<WorkRule, string>,
};
