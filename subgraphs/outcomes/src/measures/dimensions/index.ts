import type { Dimension } from '@throughgate/measures';
import { ageBand } from './age-band.ts';
import { benefitCentre } from './benefit-centre.ts';
import { bookedBy } from './booked-by.ts';
import { caseloadBand } from './caseload-band.ts';
import { category } from './category.ts';
import { claimMadeIn } from './claim-made-in.ts';
import { coLocated } from './co-located.ts';
import { complexity } from './complexity.ts';
import { contract } from './contract.ts';
import { deliveryUnit } from './delivery-unit.ts';
import { employmentAt6Weeks } from './employment-at-6-weeks.ts';
import { employmentStage } from './employment-stage.ts';
import { endingReason } from './ending-reason.ts';
import { namedContact } from './named-contact.ts';
import { office } from './office.ts';
import { prison } from './prison.ts';
import { prisonFunction } from './prison-function.ts';
import { programme } from './programme.ts';
import { provider } from './provider.ts';
import { recall } from './recall.ts';
import { referralBasis } from './referral-basis.ts';
import { region } from './region.ts';
import { releaseDateMoved } from './release-date-moved.ts';
import { sentenceBand } from './sentence-band.ts';
import { sex } from './sex.ts';
import { step } from './step.ts';
import { month, quarter, week, year } from './time.ts';
import { transferredIn } from './transferred-in.ts';

/** All that episodes can be counted by, a file each, in the order in which they are told. */
export const dimensions: readonly Dimension[] = [
  prison,
  prisonFunction,
  region,
  deliveryUnit,
  office,
  benefitCentre,
  provider,
  contract,
  programme,
  sex,
  ageBand,
  sentenceBand,
  complexity,
  category,
  recall,
  transferredIn,
  releaseDateMoved,
  bookedBy,
  claimMadeIn,
  namedContact,
  coLocated,
  caseloadBand,
  endingReason,
  step,
  referralBasis,
  employmentStage,
  employmentAt6Weeks,
  week,
  month,
  quarter,
  year,
];
