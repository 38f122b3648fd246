import type { MutationResolvers } from '@throughgate/contracts';

/** The mutations that a population sends, by agency: each of them is sent sooner or later. */
export const sentMutations = {
  probation: [
    'openCase',
    'allocateManager',
    'startOrder',
    'endOrder',
    'activateLicence',
    'endLicence',
    'bookAppointment',
    'recordAppointmentOutcome',
    'makeEteReferral',
    'signSharingForm',
    'sendSharingForm',
    'appointUnitContact',
    'endUnitContact',
    'grantPermission',
  ],
  prisons: [
    'registerPrisoner',
    'receivePrisoner',
    'releasePrisoner',
    'imposeSentence',
    'changeReleaseDates',
    'calculateDates',
    'changeLegalStatus',
    'scheduleAbsence',
    'startAbsence',
    'completeAbsence',
    'bookAdviserInterview',
    'recordAdviserInterview',
    'enterPhase',
    'setPathway',
    'issueIdentity',
    'applyForBankAccount',
    'answerBankApplication',
    'setReleaseAddress',
    'appointPrisonContact',
    'endPrisonContact',
  ],
  jobcentre: [
    'appointJobcentreContact',
    'endJobcentreContact',
    'postAdviser',
    'endPosting',
    'planRotaSlot',
    'auditFacilities',
    'registerClaimant',
    'moveClaimant',
    'openClaim',
    'makeAdvanceClaim',
    'startEntitlement',
    'requestClosure',
    'closeClaim',
    'recordFirstPayment',
    'recordOverpayment',
    'payAdvance',
    'applyForGrant',
    'decideGrant',
    'payGrant',
    'agreeCommitment',
    'proposeSanction',
    'decideSanction',
    'makeComplaint',
    'acknowledgeSharingForm',
    'giveFeedback',
    'bookInterview',
    'recordInterview',
    'rebookInterview',
    'recordInterviewOutcome',
    'scheduleSigning',
    'moveSigning',
    'recordSigning',
    'endSigningSchedule',
    'referToProgramme',
  ],
  providers: [
    'sendReferral',
    'assignKeyWorker',
    'bookInitialAssessment',
    'rebookInitialAssessment',
    'recordInitialAssessment',
    'approveActionPlan',
    'bookSession',
    'recordSession',
    'recordOutcome',
    'recordFirstWage',
    'endJob',
    'checkSustainment',
    'endReferral',
    'setReferralTarget',
    'startEpisode',
    'recordSupportContact',
    'endEpisode',
  ],
} as const satisfies Record<string, readonly (keyof MutationResolvers)[]>;

/** The input of a mutation of the graph. A generated type changes and the compiler says where. */
type InputOf<Name extends keyof MutationResolvers> = Parameters<
  Extract<NonNullable<MutationResolvers[Name]>, (...given: never) => unknown>
>[1]['input'];

/** The input of every mutation that is sent, by agency and mutation. */
export type StepInputs = {
  readonly [A in keyof typeof sentMutations]: {
    readonly [M in (typeof sentMutations)[A][number]]: InputOf<M>;
  };
};

/** The agencies whose systems send steps. */
export type StepAgency = keyof StepInputs;

/** The mutations that one agency's system sends. */
export type StepMutation<A extends StepAgency> = keyof StepInputs[A];

/** One call of one mutation. */
export interface StepOf<A extends StepAgency, M extends StepMutation<A>> {
  /** The agency whose system sends it. */
  readonly agency: A;
  /** Name of the mutation, as in the agency's SDL. */
  readonly mutation: M;
  /** Its input, valid against the SDL. */
  readonly input: Readonly<StepInputs[A][M]>;
  /**
   * When the agency's system recorded it, ISO 8601 in UTC. Never before it happened; a booking is recorded
   * before what it books.
   */
  readonly recordedAt: string;
}

/** Any call that an agency's system makes, told apart by `agency` and `mutation`. */
export type Step = {
  [A in StepAgency]: { [M in StepMutation<A>]: StepOf<A, M> }[StepMutation<A>];
}[StepAgency];
