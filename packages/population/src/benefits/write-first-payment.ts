import type { Random } from '../random.ts';
import { firstPaymentPence, firstPaymentWait } from '../reference/benefits.ts';
import { ageOn, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom } from '../time/working-day.ts';
import { type Claim, runsOn } from './claim.ts';

/** The first payment, if the claim runs for long enough. Returns when it was recorded; null when there is none. */
export function writeFirstPayment(claim: Claim, random: Random): Moment | null {
  const { life, plan, id, opened } = claim;
  const paidOn = workingDayFrom(plan.openedOn + random.int(...firstPaymentWait(plan.openedOn)));
  if (!runsOn(claim, paidOn)) return null;
  const paid = recordedInOffice(random, londonMoment(paidOn, 9 * 60), opened);
  life.log.add('jobcentre', 'recordFirstPayment', paid, {
    nino: life.person.identifiers.nino,
    claimId: id,
    paidOn: isoDate(paidOn),
    amountPence: firstPaymentPence(ageOn(life.person.born, paidOn), paidOn, random.chance(0.45)),
  });
  return paid;
}
