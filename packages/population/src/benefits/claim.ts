import type { BenefitBasis } from '@throughgate/contracts';
import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import type { Day, Moment } from '../time/day.ts';
import type { ClaimPlan } from './claim-history.ts';

/** A claim that has been opened, with what its scenes share. */
export interface Claim {
  /** The life of which it is part. */
  readonly life: Life;
  /** How it goes. */
  readonly plan: ClaimPlan;
  /** The stay in custody that ended before it, of the first claim after a release; else null. */
  readonly release: CustodyRecord | null;
  /** The stay in custody because of which it was closed; null where it was closed for something else, or runs. */
  readonly closedBy: CustodyRecord | null;
  /** The office that deals with it. */
  readonly officeCode: string;
  /** When the Jobcentre had registered the person. */
  readonly registered: Moment;
  /** Id of its record. */
  readonly id: string;
  /** When it was recorded. */
  readonly opened: Moment;
  /** Interviews at the Jobcentre that belong to it. */
  readonly meetings: readonly { readonly from: Moment; readonly to: Moment }[];
  /** Days of interviews that the person missed and gave no reason for. */
  readonly missedOn: readonly Day[];
  /** By what it is paid, where the benefit has two bases; else null. */
  readonly basis: BenefitBasis | null;
  /** When the last of its records so far was made. */
  readonly last: Moment;
}

/** Whether a claim runs on a day on which the person can come. */
export function runsOn({ life, plan }: Claim, day: Day): boolean {
  const inCustody = life.timeline.custody.some((stay) => stay.from <= day && day <= stay.to);
  return !inCustody && (plan.closedOn === null || day < plan.closedOn);
}
