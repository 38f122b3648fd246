import type { Life } from '../life.ts';
import type { EteContract } from '../reference/ete-contracts.ts';
import type { Schedule } from '../schedule.ts';
import type { Day, Moment } from '../time/day.ts';
import type { KeyWorker } from './draw-key-worker.ts';
import type { ProviderLog } from './provider-log.ts';
import type { ReferralPlan } from './referral-plan.ts';

/** Where and when a referral is made. */
export interface ReferralOccasion {
  /** Reference number of the referral. */
  readonly referenceNumber: string;
  /** Day on which it is made and sent: a working day under supervision. */
  readonly day: Day;
  /** Contract under which support is asked for. */
  readonly contract: EteContract;
  /** When probation recorded the case. */
  readonly caseRecorded: Moment;
  /** Last day of supervision in the community; on the day after it the person is in custody or the supervision is over. */
  readonly lastDay: Day;
  /** Whether custody is what ends it. */
  readonly endsInCustody: boolean;
}

/** A referral that has been sent, with everything that its scenes share. A scene only adds to the schedule. */
export interface Referral {
  /** The life of which it is part. */
  readonly life: Life;
  /** Where and when it was made. */
  readonly occasion: ReferralOccasion;
  /** The course that it takes. */
  readonly plan: ReferralPlan;
  /** Who is to support the person. */
  readonly keyWorker: KeyWorker;
  /** When probation recorded that it was made. */
  readonly made: Moment;
  /** What the provider's system records. */
  readonly log: ProviderLog;
  /** What happens. */
  readonly schedule: Schedule;
}

/** Where the provider meets the person: at probation's office where the key worker sits there, else at its own. */
export function placeOf({ life, keyWorker }: Referral): string {
  const { unit, office } = life.person;
  return keyWorker.deliveryUnitCode === undefined
    ? `Support centre, ${office.town}`
    : `Probation office, ${unit.shortName}`;
}
