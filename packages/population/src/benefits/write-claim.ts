import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { officeMoment, recordedInOffice } from '../time/office-hours.ts';
import type { Claim } from './claim.ts';
import { describeClaim, planAdvance } from './describe-claim.ts';
import { requestClosure } from './request-closure.ts';
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
  about: Pick<Claim, 'plan' | 'release' | 'closedBy' | 'officeCode' | 'registered'>,
  after: Moment,
): Claim {
  const { nino } = life.person.identifiers;
  const { plan } = about;
  const details = life.random(`claim of ${plan.openedOn}`);
  const opened = recordedInOffice(random, officeMoment(random, plan.openedOn), after);
  const described = describeClaim(life, details, about);
  const advance = planAdvance(life, details, about, after);
  const key =
    advance === null
      ? life.log.add('jobcentre', 'openClaim', opened, {
          nino,
          benefit: plan.benefit,
          openedOn: isoDate(plan.openedOn),
          ...described,
        })
      : life.log.add('jobcentre', 'makeAdvanceClaim', advance.made, {
          nino,
          benefit: plan.benefit,
          ...described,
          ...advance.claim,
        });
  const id = recordId('jobcentre', key);
  if (advance !== null) {
    life.log.family('advance claims').add('jobcentre', 'startEntitlement', opened, {
      nino,
      claimId: id,
      entitledFrom: isoDate(plan.openedOn),
    });
  }
  const basis = described.basis ?? null;
  const claim = { life, ...about, id, opened, basis, meetings: [], missedOn: [], last: opened };
  const paid = writeFirstPayment(claim, random);
  const interviews = writeInterviews(claim, random, details);
  writeProgramme(claim, random);
  const last = Math.max(opened, paid ?? opened);
  if (plan.closedOn === null) return { ...claim, ...interviews, last };
  const closed = recordedInOffice(random, londonMoment(plan.closedOn, 12 * 60), last);
  const closing = requestClosure(claim, details, { after: last, closed });
  life.log.add('jobcentre', 'closeClaim', closed, {
    nino,
    claimId: id,
    closedOn: isoDate(plan.closedOn),
    reason: plan.closureReason,
    ...closing,
  });
  return { ...claim, ...interviews, last: closed };
}
