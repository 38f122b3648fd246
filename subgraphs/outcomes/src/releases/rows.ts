import type { PlainDate } from '@throughgate/domain';

/** A release as the read model tells it, with the sentence that was served. */
export interface ReleaseRow {
  /** Id of the movement. */
  readonly id: string;
  /** Id of the person. */
  readonly person_id: string;
  readonly released_at: Date;
  /** London day of the release: day 0. */
  readonly released_on: PlainDate;
  readonly prison_id: string;
  readonly booking_id: string;
  readonly started_at: Date;
  readonly started_on: PlainDate;
  readonly legal_status: string | null;
  readonly recall: boolean | null;
  /** Length of what was served; null without a sentence. */
  readonly sentence_days: number | null;
  readonly sentenced_on: PlainDate | null;
}

/** What is known of a person to whom a release happened: the rows of each fact, as JSON has them. */
export interface PersonFacts {
  readonly dateOfBirth: PlainDate | null;
  /** Region of the probation case, by the code that its latest event bears; null without a case. */
  readonly caseRegion: string | null;
  /** Agencies that hold a file of the person. */
  readonly agencies: ReadonlySet<string>;
  /** Whether any agency knows the person's National Insurance number. */
  readonly hasNino: boolean;
  readonly custody_stay: readonly CustodyStayRow[];
  readonly transfer: readonly TransferRow[];
  readonly key_date_revision: readonly KeyDateRevisionRow[];
  readonly adviser_interview: readonly AdviserInterviewRow[];
  readonly supervision: readonly SupervisionRow[];
  readonly case_manager: readonly CaseManagerRow[];
  readonly money_paid: readonly MoneyPaidRow[];
  readonly identity_document: readonly IdentityDocumentRow[];
  readonly bank_application: readonly BankApplicationRow[];
  readonly interview: readonly InterviewRow[];
  readonly release_address: readonly ReleaseAddressRow[];
  readonly pathway_status: readonly PathwayStatusRow[];
  readonly support: readonly SupportRow[];
  readonly claim: readonly ClaimRow[];
  readonly engagement: readonly EngagementRow[];
  readonly spell: readonly SpellOfPerson[];
  readonly departure: readonly DepartureRow[];
  readonly case_unit: readonly CaseUnitRow[];
}

/** A fact of people that rules about releases decide by. */
export type FactOfPerson = keyof PersonFacts;

/** A row's moments are ISO 8601 with an offset, its days `YYYY-MM-DD`. */
interface Identified {
  readonly id: string;
}

export interface CustodyStayRow extends Identified {
  readonly started_at: string | null;
  readonly started_on: PlainDate | null;
  readonly ended_at: string | null;
  readonly book_number: string | null;
  /** Whether it began with a recall; null where events of before do not say. */
  readonly recall: boolean | null;
}

export interface TransferRow extends Identified {
  readonly at: string | null;
  readonly prison_id: string | null;
}

export interface KeyDateRevisionRow extends Identified {
  readonly booking_id: string | null;
  readonly calculated_on: PlainDate | null;
  readonly moved_days: number | null;
}

export interface AdviserInterviewRow extends Identified {
  /** Day for which it is booked. */
  readonly booked_on: PlainDate | null;
  readonly booked_for: string | null;
  readonly purpose: string | null;
  readonly minutes: number | null;
  readonly prison_id: string | null;
  readonly booking_id: string | null;
  readonly held: boolean | null;
  readonly not_held_reason: string | null;
  readonly event_id: string;
}

export interface SupervisionRow extends Identified {
  readonly kind: 'ORDER' | 'LICENCE';
  readonly title: string | null;
  readonly begins: PlainDate | null;
  readonly planned_end: PlainDate | null;
  readonly ended_on: PlainDate | null;
  /** Whether it requires treatment for drugs or alcohol. */
  readonly treatment: boolean | null;
}

export interface CaseManagerRow extends Identified {
  readonly name: string | null;
  readonly unit_name: string | null;
  readonly begins: PlainDate | null;
}

export interface MoneyPaidRow extends Identified {
  readonly source: 'BENEFIT' | 'GRANT' | 'ADVANCE' | 'WAGE';
  readonly paid_on: PlainDate;
  readonly amount_pence: number | null;
  readonly claim_id: string | null;
}

export interface IdentityDocumentRow extends Identified {
  readonly kind: string | null;
  readonly applied_on: PlainDate | null;
  readonly issued_on: PlainDate | null;
  readonly with_photograph: boolean | null;
  readonly accepted_by_bank: boolean | null;
  readonly accepted_by_jobcentre: boolean | null;
  readonly event_id: string;
}

export interface InterviewRow extends Identified {
  readonly type: string | null;
  readonly due_at: string | null;
  readonly due_on: PlainDate | null;
  readonly status: string;
  readonly not_held_reason: string | null;
  readonly booked_on: PlainDate | null;
  readonly booked_by: string | null;
  readonly office_code: string | null;
  readonly replaced_by: string | null;
}

export interface BankApplicationRow extends Identified {
  readonly sent_on: PlainDate | null;
  readonly opened_on: PlainDate | null;
  readonly event_id: string;
}

export interface ReleaseAddressRow extends Identified {
  readonly booking_id: string | null;
  readonly kind: string | null;
  readonly known_on: PlainDate | null;
  readonly event_id: string;
}

export interface PathwayStatusRow extends Identified {
  readonly booking_id: string | null;
  readonly pathway: string | null;
  readonly status: string | null;
  readonly changed_on: PlainDate | null;
  readonly asked_on: PlainDate | null;
  readonly answered_on: PlainDate | null;
  readonly event_id: string;
}

export interface SupportRow extends Identified {
  readonly kind: 'REFERRAL' | 'ASSIGNMENT' | 'EPISODE';
  readonly reference_number: string | null;
  readonly programme_kind: string | null;
  readonly title: string | null;
  readonly worker: string | null;
  readonly begins: PlainDate | null;
  readonly planned_end: PlainDate | null;
  readonly ended_on: PlainDate | null;
  readonly met_at_gate: boolean | null;
}

export interface ClaimRow extends Identified {
  readonly state: string | null;
  readonly claimed_on: PlainDate | null;
  readonly entitled_from: PlainDate | null;
  readonly opened_on: PlainDate | null;
  readonly closed_on: PlainDate | null;
  readonly effective_to: PlainDate | null;
  readonly closure_reason: string | null;
  /** Where it was made, as `ClaimPlace`. */
  readonly made_at: string | null;
  readonly event_id: string;
}

export interface EngagementRow extends Identified {
  readonly kind: string;
  readonly starts_at: string;
  readonly called_off: boolean | null;
  /** Day on which it was booked, where the agency says it. */
  readonly booked_on: PlainDate | null;
  /** When the earliest event of its booking happened: where it was written up later, that moment. */
  readonly booked_at: string | null;
}

export interface SpellOfPerson {
  readonly kind: string;
  readonly begins: PlainDate;
  readonly ends: PlainDate | null;
}

export interface CaseUnitRow extends Identified {
  readonly unit_code: string;
  readonly region_code: string | null;
  readonly begins: PlainDate;
}

export interface DepartureRow extends Identified {
  readonly kind: 'DEATH' | 'REMOVAL';
  readonly on_day: PlainDate;
}
