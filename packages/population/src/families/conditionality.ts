import { recordId } from '@throughgate/domain';
import type { Claim } from '../benefits/claim.ts';
import type { Random } from '../random.ts';
import type { RecordFamily } from '../record-family.ts';
import type { StepLog } from '../step-log.ts';
import { type Day, dayOf, isoDate } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDaysAfter } from '../time/working-day.ts';

/** Shares of claims with a recorded commitment, of missed interviews with a sanction, and of sanctions with a complaint. Assumptions. */
const shares = { commitment: 0.15, sanction: 0.6, goodReason: 0.3, complaint: 0.12 } as const;

function writeCommitment({ life, plan, opened }: Claim, random: Random, log: StepLog): void {
  const agreedOn = workingDaysAfter(londonClock(opened).day, random.int(1, 6));
  if (plan.closedOn !== null && agreedOn >= plan.closedOn) return;
  log.add('jobcentre', 'agreeCommitment', recordedInOffice(random, londonMoment(agreedOn, 11 * 60), opened), {
    nino: life.person.identifiers.nino,
    agreedOn: isoDate(agreedOn),
    hoursPerWeek: random.pick([16, 25, 35]),
    restrictionsKnown: random.chance(0.15),
  });
}

/** What follows from an interview that was missed without a reason: a sanction is proposed and decided, and may bring a complaint. */
function writeSanction(claim: Claim, failedOn: Day, random: Random, log: StepLog): void {
  const { life, plan, id, opened, officeCode } = claim;
  const { nino } = life.person.identifiers;
  const proposedOn = workingDaysAfter(failedOn, random.int(2, 6));
  const decidedOn = workingDaysAfter(proposedOn, random.int(3, 12));
  const over = plan.closedOn ?? Number.POSITIVE_INFINITY;
  const arrest =
    life.timeline.custody.find(({ from }) => from > plan.openedOn)?.from ?? Number.POSITIVE_INFINITY;
  if (failedOn < plan.openedOn || decidedOn + 3 >= Math.min(over, arrest)) return;
  const proposed = recordedInOffice(random, londonMoment(proposedOn, 10 * 60), opened);
  const key = log.add('jobcentre', 'proposeSanction', proposed, {
    nino,
    claimId: id,
    failedOn: isoDate(failedOn),
    failure: 'INTERVIEW',
    level: 'LOW',
    proposedOn: isoDate(proposedOn),
  });
  const goodReason = random.chance(shares.goodReason);
  const decided = recordedInOffice(random, londonMoment(decidedOn, 10 * 60), proposed);
  log.add('jobcentre', 'decideSanction', decided, {
    nino,
    sanctionId: recordId('jobcentre', key),
    decidedOn: isoDate(decidedOn),
    ...(goodReason
      ? { goodReason: 'Probation had asked for the same time' }
      : { amountPence: random.int(40, 160) * 100 }),
  });
  if (goodReason || !random.chance(shares.complaint)) return;
  const madeOn = workingDaysAfter(londonClock(decided).day, random.int(1, 8));
  log.add('jobcentre', 'makeComplaint', recordedInOffice(random, londonMoment(madeOn, 10 * 60), decided), {
    nino,
    madeOn: isoDate(madeOn),
    madeBy: random.weighted([
      ['PERSON', 0.4],
      ['ADVOCATE', 0.35],
      ['PRACTITIONER', 0.25],
    ]),
    officeCode,
  });
}

/** What claimants commit themselves to, and what follows when they do not come. */
export const conditionality: RecordFamily = {
  name: 'conditionality',
  write({ living }, { calibration }, random, log) {
    const end = dayOf(calibration.until);
    for (const claim of living.claims) {
      if (claim.plan.before || claim.plan.openedOn > end) continue;
      if (random.chance(shares.commitment)) writeCommitment(claim, random, log);
      for (const failedOn of claim.missedOn) {
        if (random.chance(shares.sanction)) writeSanction(claim, failedOn, random, log);
      }
    }
  },
};
