import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { officeMoment, recordedInOffice } from '../time/office-hours.ts';
import type { Claim } from './claim.ts';
import { writeFirstPayment } from './write-first-payment.ts';
import { writeInterviews } from './write-interviews.ts';
import { writeProgramme } from './write-programme.ts';

/**
 * A claim from its opening to its closure, with payment, interviews and programme. `after` is the moment of the record
 * before; the next claim can be recorded after the last of this one's.
 */
export function writeClaim(
  life: Life,
  random: Random,
  { plan, release, officeCode }: Pick<Claim, 'plan' | 'release' | 'officeCode'>,
  after: Moment,
): Claim {
  const { nino } = life.person.identifiers;
  const opened = recordedInOffice(random, officeMoment(random, plan.openedOn), after);
  const key = life.log.add('jobcentre', 'openClaim', opened, {
    nino,
    benefit: plan.benefit,
    openedOn: isoDate(plan.openedOn),
  });
  const id = recordId('jobcentre', key);
  const claim = { life, plan, release, officeCode, id, opened, meetings: [], last: opened };
  const paid = writeFirstPayment(claim, random);
  const meetings = writeInterviews(claim, random);
  writeProgramme(claim, random);
  const last = Math.max(opened, paid ?? opened);
  if (plan.closedOn === null) return { ...claim, meetings, last };
  const closed = recordedInOffice(random, londonMoment(plan.closedOn, 12 * 60), last);
  life.log.add('jobcentre', 'closeClaim', closed, {
    nino,
    claimId: claim.id,
    closedOn: isoDate(plan.closedOn),
    reason: plan.closureReason,
  });
  return { ...claim, meetings, last: closed };
}
