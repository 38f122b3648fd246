import type {
  ActivateLicenceInput,
  AllocateManagerInput,
  ApproveActionPlanInput,
  AssignKeyWorkerInput,
  BookAdviserInterviewInput,
  BookAppointmentInput,
  BookInitialAssessmentInput,
  BookInterviewInput,
  BookSessionInput,
  ChangeReleaseDatesInput,
  CloseClaimInput,
  EndLicenceInput,
  EndOrderInput,
  EndReferralInput,
  ImposeSentenceInput,
  MakeEteReferralInput,
  OpenCaseInput,
  OpenClaimInput,
  ReceivePrisonerInput,
  RecordAdviserInterviewInput,
  RecordAppointmentOutcomeInput,
  RecordFirstPaymentInput,
  RecordInitialAssessmentInput,
  RecordInterviewInput,
  RecordOutcomeInput,
  RecordSessionInput,
  ReferToProgrammeInput,
  RegisterClaimantInput,
  RegisterPrisonerInput,
  ReleasePrisonerInput,
  SendReferralInput,
  StartOrderInput,
} from '@throughgate/contracts';

/** The input of every mutation, by agency and mutation. A generated type changes and the compiler says where. */
export interface StepInputs {
  /** Mutations of the probation subgraph. */
  probation: {
    openCase: OpenCaseInput;
    allocateManager: AllocateManagerInput;
    startOrder: StartOrderInput;
    endOrder: EndOrderInput;
    activateLicence: ActivateLicenceInput;
    endLicence: EndLicenceInput;
    bookAppointment: BookAppointmentInput;
    recordAppointmentOutcome: RecordAppointmentOutcomeInput;
    makeEteReferral: MakeEteReferralInput;
  };
  /** Mutations of the prisons subgraph. */
  prisons: {
    registerPrisoner: RegisterPrisonerInput;
    receivePrisoner: ReceivePrisonerInput;
    releasePrisoner: ReleasePrisonerInput;
    imposeSentence: ImposeSentenceInput;
    changeReleaseDates: ChangeReleaseDatesInput;
    bookAdviserInterview: BookAdviserInterviewInput;
    recordAdviserInterview: RecordAdviserInterviewInput;
  };
  /** Mutations of the jobcentre subgraph. */
  jobcentre: {
    registerClaimant: RegisterClaimantInput;
    openClaim: OpenClaimInput;
    closeClaim: CloseClaimInput;
    recordFirstPayment: RecordFirstPaymentInput;
    bookInterview: BookInterviewInput;
    recordInterview: RecordInterviewInput;
    referToProgramme: ReferToProgrammeInput;
  };
  /** Mutations of the providers subgraph. */
  providers: {
    sendReferral: SendReferralInput;
    assignKeyWorker: AssignKeyWorkerInput;
    bookInitialAssessment: BookInitialAssessmentInput;
    recordInitialAssessment: RecordInitialAssessmentInput;
    approveActionPlan: ApproveActionPlanInput;
    bookSession: BookSessionInput;
    recordSession: RecordSessionInput;
    recordOutcome: RecordOutcomeInput;
    endReferral: EndReferralInput;
  };
}

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
