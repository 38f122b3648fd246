import type { Measure } from '@throughgate/measures';
import { adviserDaysPer100Releases } from './adviser-days-per-100-releases.ts';
import { assessedInTime } from './assessed-in-time.ts';
import { assessedInTimeOfReferred } from './assessed-in-time-of-referred.ts';
import { claimClosedWithin } from './claim-closed-within.ts';
import { clashRate } from './clash-rate.ts';
import { contactIn13Weeks } from './contact-in-13-weeks.ts';
import { daysBeforeRelease } from './days-before-release.ts';
import { daysToFirstMoney } from './days-to-first-money.ts';
import { daysToOutcome } from './days-to-outcome.ts';
import { eteOutcome } from './ete-outcome.ts';
import { feedbackGiven } from './feedback-given.ts';
import { freshstartAttended } from './freshstart-attended.ts';
import { housedFirstNight } from './housed-first-night.ts';
import { inductionsAWeek } from './inductions-a-week.ts';
import { interviewLength } from './interview-length.ts';
import { interviewsLostToTransfer } from './interviews-lost-to-transfer.ts';
import { jobRetained } from './job-retained.ts';
import { leftAfterSanction } from './left-after-sanction.ts';
import { mandatedInTime } from './mandated-in-time.ts';
import { moneyNotOverpaid } from './money-not-overpaid.ts';
import { needPrevalence } from './need-prevalence.ts';
import { noAccountOnRelease } from './no-account-on-release.ts';
import { noAddressOnRelease } from './no-address-on-release.ts';
import { noAppointmentOnRelease } from './no-appointment-on-release.ts';
import { noClaimOnRelease } from './no-claim-on-release.ts';
import { noIdentityOnRelease } from './no-identity-on-release.ts';
import { noTakeUp } from './no-take-up.ts';
import { nobodyResponsible } from './nobody-responsible.ts';
import { outcomeGap } from './outcome-gap.ts';
import { purposefulActivity } from './purposeful-activity.ts';
import { recallToCustody } from './recall-to-custody.ts';
import { referralsAgainstTarget } from './referrals-against-target.ts';
import { releasedUnseen } from './released-unseen.ts';
import { releases } from './releases.ts';
import { returnToCustody } from './return-to-custody.ts';
import { sanctionRate } from './sanction-rate.ts';
import { settledAt3Months } from './settled-at-3-months.ts';
import { sharingUptake } from './sharing-uptake.ts';
import { understandsDisclosure } from './understands-disclosure.ts';
import { visitsAsPlanned } from './visits-as-planned.ts';
import { workAt6Months } from './work-at-6-months.ts';
import { workAt6Weeks } from './work-at-6-weeks.ts';

/** All measures in all their versions, a file each. */
export const measures: readonly Measure[] = [
  adviserDaysPer100Releases,
  assessedInTimeOfReferred,
  assessedInTime,
  claimClosedWithin,
  clashRate,
  contactIn13Weeks,
  daysBeforeRelease,
  daysToFirstMoney,
  daysToOutcome,
  eteOutcome,
  feedbackGiven,
  freshstartAttended,
  housedFirstNight,
  inductionsAWeek,
  interviewLength,
  interviewsLostToTransfer,
  jobRetained,
  leftAfterSanction,
  mandatedInTime,
  moneyNotOverpaid,
  needPrevalence,
  noAccountOnRelease,
  noAddressOnRelease,
  noAppointmentOnRelease,
  noClaimOnRelease,
  noIdentityOnRelease,
  noTakeUp,
  nobodyResponsible,
  outcomeGap,
  purposefulActivity,
  recallToCustody,
  referralsAgainstTarget,
  releasedUnseen,
  releases,
  returnToCustody,
  sanctionRate,
  settledAt3Months,
  sharingUptake,
  understandsDisclosure,
  visitsAsPlanned,
  workAt6Months,
  workAt6Weeks,
];
