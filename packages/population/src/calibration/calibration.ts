import type { Weighted } from '../random.ts';
import type { Estate } from '../reference/prison-catchment.ts';

/** What a court imposed on a person, as far as the agencies see it. */
export type Disposal = 'SHORT_CUSTODY' | 'LONG_CUSTODY' | 'COMMUNITY_ORDER' | 'SUSPENDED_SENTENCE_ORDER';

/** How complex a person's barriers to work are. */
export type ComplexityName = 'LOW' | 'MEDIUM' | 'HIGH';

/** A range of whole numbers, both ends included. */
export type Range = readonly [low: number, high: number];

/**
 * Every parameter of the simulated behaviour of one profile. Shares and probabilities are between 0 and 1,
 * durations are in days. The profile's file says where each value comes from.
 */
export interface Calibration {
  /** Last day on which an agency recorded anything, so that results never depend on the clock. */
  readonly until: string;
  /** First and last day on which people's first journeys begin. */
  readonly journeysBegin: readonly [first: string, last: string];
  /** Probation region to which extra people belong, and the share of people who do. */
  readonly focus: { readonly regionCode: string; readonly share: number };
  /** Codes of the delivery units in whose areas people live; null for all, with the focus. */
  readonly units: Weighted<string> | null;
  /** The first disposal of a person's journey. */
  readonly disposals: Weighted<Disposal>;
  /** Who the people are. */
  readonly people: {
    /** Share of women among people with a custodial sentence. */
    readonly femaleInCustody: number;
    /** Share of women among people with a court order. */
    readonly femaleInCommunity: number;
    /** Ages in years at the start of the journey. */
    readonly ages: Weighted<Range>;
  };
  /** What agencies know of a person's identifiers. */
  readonly identifiers: {
    /** Share of probation cases and prison records without a PNC id. */
    readonly withoutPnc: number;
    /** Share of those without a CRO number. */
    readonly withoutCro: number;
    /** Share of probation cases without a National Insurance number. */
    readonly withoutNino: number;
    /** Share of claimants whose Jobcentre record has the prisoner number, of those who have one. */
    readonly prisonerNumberAtJobcentre: number;
    /** Share of Jobcentre records with a short form of the first name, where there is one. */
    readonly shortNameAtJobcentre: number;
  };
  /** Custodial sentences. */
  readonly custody: {
    /** The prisons that hold people. */
    readonly estate: Estate;
    /** Most days by which home detention curfew can come before the conditional release. */
    readonly curfewDaysBeforeRelease: number;
    /** Lengths in days of sentences under twelve months. */
    readonly shortDays: Weighted<Range>;
    /** Lengths in days of sentences of twelve months and more. */
    readonly longDays: Weighted<Range>;
    /** Share of people held on remand before a short and before a longer sentence. */
    readonly remanded: { readonly short: number; readonly long: number };
    /** Days on remand. */
    readonly remandDays: { readonly short: Range; readonly long: Range };
    /** Share of sentences to which early-release schemes do not apply because of the offence. */
    readonly excludedFromEarlyRelease: number;
    /** Share of eligible people released on home detention curfew. */
    readonly homeDetentionCurfew: number;
    /** Days served from which a person is moved to a training prison. */
    readonly transferFromDays: number;
    /** Share of those who are moved. */
    readonly transferred: number;
    /** Days served from which temporary release is possible. */
    readonly temporaryReleaseFromDays: number;
    /** Share of those who get it. */
    readonly temporaryRelease: number;
    /** Share of stays with a visit to court after the sentence, of those of at least 40 days. */
    readonly court: number;
    /** Share of stays with a stay in hospital, of those of at least 90 days. */
    readonly hospital: number;
    /** Share of receptions for which an induction interview is booked. */
    readonly inductionBooked: number;
    /** Share of stays long enough for which a pre-release interview is booked. */
    readonly preReleaseBooked: number;
    /** Share of booked adviser interviews that are held. */
    readonly interviewHeld: number;
  };
  /** Recall from licence. */
  readonly recall: {
    /** Mean days on licence until a recall, were the licence endless. */
    readonly meanDays: number;
    /** Most recalls of one sentence. */
    readonly most: number;
    /** Share of recalls for a fixed term; the others last until a parole decision. */
    readonly fixedTerm: number;
    /** Days in custody after a standard recall. */
    readonly standardDays: Range;
  };
  /** Additional licence conditions. */
  readonly licence: {
    /** Share of licences with a curfew condition, home detention curfew apart. */
    readonly curfew: number;
    /** Number of other additional conditions. */
    readonly otherConditions: Range;
  };
  /** A further conviction that brings a new sentence or order. */
  readonly returning: {
    /** Probability, by the disposal just finished. */
    readonly share: Readonly<Record<Disposal, number>>;
    /** Mean days from release or order to the new sentence. */
    readonly meanDays: number;
    /** What the new disposal is. */
    readonly disposals: Weighted<Disposal>;
    /** Most disposals in one person's journey. */
    readonly mostDisposals: number;
  };
  /** Court orders. */
  readonly orders: {
    /** Lengths in days. */
    readonly days: Weighted<number>;
    /** Share completed early. */
    readonly completedEarly: number;
    /** Share of curfews that are for hours of working days. */
    readonly daytimeCurfew: number;
    /** Share revoked other than because of a new custodial sentence. */
    readonly revoked: number;
  };
  /** Contacts with the probation practitioner. Only some are recorded here, to keep the volume in bounds. */
  readonly supervision: {
    /** Most appointments recorded in one period of supervision. */
    readonly mostAppointments: number;
    /** Days between appointments. */
    readonly interval: Range;
    /** How appointments end. */
    readonly outcomes: Weighted<'ATTC' | 'AFTC' | 'AFTA' | 'RSSR' | 'APPW'>;
  };
  /** Benefit claims and work. */
  readonly benefits: {
    /** Share of people with a claim running when the journey begins. */
    readonly atStart: number;
    /** Share of releases after which the person claims, when no claim is running. */
    readonly afterRelease: number;
    /** Days from an induction interview to the closing of the claim: with a named contact at the benefit centre, and without. */
    readonly daysToClose: { readonly named: Range; readonly otherwise: Range };
    /** Share of claims after release for which a Freshstart interview is booked. */
    readonly freshstartBooked: number;
    /** The chance that a Freshstart interview is attended, and the factors on it. */
    readonly freshstart: {
      /** Where nothing stands in the way. */
      readonly otherwise: number;
      /** Something else at the time: an appointment, a session, a curfew. */
      readonly clash: number;
      /** A transfer in the last four weeks in prison. */
      readonly transfer: number;
      /** Released from a prison that is none of those near home. */
      readonly far: number;
      /** The release date moved after the interview was booked. */
      readonly dateMoved: number;
      /** An adviser saw the person before release. */
      readonly prepared: number;
    };
    /** Mean days of claiming until a job starts: in the first six weeks after release, to six months, later. */
    readonly meanDaysToJob: { readonly sixWeeks: number; readonly sixMonths: number; readonly later: number };
    /**
     * Factors on the rates of starting work in the first six weeks and from then to six months, by the financial
     * year of the release: `2022` for 2022/23. Other years have the factors 1 and 1.
     */
    readonly jobRateByYear: Readonly<Record<string, readonly [sixWeeks: number, sixMonths: number]>>;
    /** Mean days a job lasts. */
    readonly meanDaysInJob: number;
    /** Mean days of claiming until the claim ends for another reason. */
    readonly meanDaysToOtherClosure: number;
    /** Mean days without claim or job until a new claim. */
    readonly meanDaysToReclaim: number;
    /** Share of long claims with a referral to an employment programme. */
    readonly programme: number;
    /** Share of people whom the Jobcentre should have referred to the Work Programme and did not. */
    readonly mandationMissed: number;
    /** Signing on: the share of new claims of which it is recorded, how often people sign, and how many times are recorded. */
    readonly signing: { readonly share: number; readonly everyDays: number; readonly times: number };
    /** Share of new claims with a recorded work search review. */
    readonly workSearchReview: number;
  };
  /** Referrals for education, training and employment support. */
  readonly ete: {
    /** Share of supervised people referred, where a contract serves their region, sex and age. */
    readonly referred: number;
    /** First and last day on which a referral is sent when the profile is a service; else null. */
    readonly window: readonly [first: string, last: string] | null;
    /** Share of people with a second referral. */
    readonly second: number;
    /** Days from the start of supervision to the referral. */
    readonly daysToReferral: Range;
    /** Complexity as the referrer sees it. */
    readonly complexity: Weighted<ComplexityName>;
    /** Share of referrals cancelled by the referrer before they begin. */
    readonly cancelled: number;
    /** Share of the others that would be withdrawn before an assessment were it offered at once by someone with nobody else. */
    readonly withdrawnBeforeAssessment: number;
    /** Working days to the first assessment that is offered: by a key worker with the lightest, and with the fullest caseload. */
    readonly offeredAfter: Range;
    /** Factor on that share for each of these days. */
    readonly dropOutPerDay: number;
    /** What the fullest caseload adds to it, as a share. */
    readonly dropOutByLoad: number;
    /** Share of assessments completed within ten working days of the referral. */
    readonly assessedInTime: number;
    /** Share of those assessed who withdraw before an action plan. */
    readonly withdrawnAfterAssessment: number;
    /** Probability of an outcome of men who take up support, by complexity. */
    readonly outcome: Readonly<Record<ComplexityName, number>>;
    /** Factor on it for women. */
    readonly outcomeOfWomen: number;
    /** Mean days from the initial assessment to the first outcome. */
    readonly meanDaysToOutcome: number;
    /** Share of those with an outcome who achieve a second one. */
    readonly secondOutcome: number;
    /** Kinds of first outcomes. */
    readonly outcomeTypes: Weighted<'EMPLOYMENT' | 'TRAINING_STARTED' | 'EDUCATION_STARTED'>;
    /** Most delivery sessions recorded for one referral. */
    readonly mostSessions: number;
    /** Share of referrals of which probation records the assessment as an appointment of its own. */
    readonly assessmentAtProbation: number;
    /** Key workers in each delivery unit. */
    readonly keyWorkersPerUnit: number;
    /** Key workers of a contract whose workers sit in probation offices who sit elsewhere. */
    readonly elsewhere: {
      /** Share of referrals that come to one of them. */
      readonly share: number;
      /** Share of those who would take up support with a worker in the office who do not with one elsewhere. */
      readonly lost: number;
    };
  };
}
