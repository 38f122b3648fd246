import type { RequirementInput } from '@throughgate/contracts';
import type { Disposal } from '../calibration/calibration.ts';
import type { Day } from '../time/day.ts';
import type { Span } from '../time/spans.ts';
import type { ReleaseDateHistory } from './release-dates.ts';

/** A custodial sentence with its key dates. */
export interface SentencePlan {
  /** Day on which the court imposed it. */
  readonly imposedOn: Day;
  /** Length in days. */
  readonly days: number;
  /** Home Office code of the most serious offence. */
  readonly offenceCode: string;
  /** Conditional release dates, as first calculated and as changed. */
  readonly releaseDates: ReleaseDateHistory;
  /** Day of eligibility for home detention curfew; null when the length rules it out. */
  readonly curfewEligibility: Day | null;
  /** Last day of the sentence. */
  readonly expiry: Day;
  /** Last day of the licence: that of the sentence, or of a curfew before an unconditional release; null without a licence. */
  readonly licenceExpiry: Day | null;
}

/** An unbroken stay in custody: `from` is the day of reception, `to` the day of release. */
export interface CustodyStay extends Span {
  /** How it began. */
  readonly reason: 'NEW_ADMISSION' | 'READMISSION';
  /** The sentence imposed during the stay; null after a recall. */
  readonly sentence: SentencePlan | null;
}

/** A licence: `from` is the day of release, `to` the last day as set, with the supervision that follows where there is one. */
export interface LicencePlan extends Span {
  /** Kind of licence. */
  readonly kind: 'CRD' | 'PRRD' | 'HDC';
  /** Whether it is of the licence period, of the supervision after the sentence, or of both. */
  readonly type: 'AP' | 'PSS' | 'AP_PSS';
  /** Day on which the person would have been released otherwise, with which the curfew of home detention ends; else null. */
  readonly conditionalRelease: Day | null;
  /** How and when it ended. */
  readonly ending: { readonly day: Day; readonly status: 'EXPIRED' | 'RECALLED' };
}

/** A court order: `from` is its first, `to` its last day as ordered. */
export interface OrderPlan extends Span {
  /** Kind of order. */
  readonly type: 'COMMUNITY_ORDER' | 'SUSPENDED_SENTENCE_ORDER';
  /** What the court required. */
  readonly requirements: readonly RequirementInput[];
  /** How and when it ended. */
  readonly ending: { readonly day: Day; readonly reason: 'EXPIRED' | 'TERMINATED' | 'REVOKED' };
}

/** What courts and prisons did with a person, before any agency writes it down. */
export interface Timeline {
  /** The disposals, the earliest first. */
  readonly disposals: readonly { readonly kind: Disposal; readonly day: Day }[];
  /** Stays in custody, in order of time, without overlaps. */
  readonly custody: readonly CustodyStay[];
  /** Licences, in order of time. */
  readonly licences: readonly LicencePlan[];
  /** Court orders, in order of time. */
  readonly orders: readonly OrderPlan[];
  /** Days under supervision in the community: an order or a licence runs and the person is not in custody. */
  readonly supervised: readonly Span[];
}
