import { recordId } from '@throughgate/domain';
import type { Claim } from '../benefits/claim.ts';
import { paidInCustody } from '../benefits/request-closure.ts';
import { prisonOn } from '../custody/stay.ts';
import type { Random } from '../random.ts';
import type { RecordFamily } from '../record-family.ts';
import { dailyRatePence } from '../reference/benefits.ts';
import type { StepLog } from '../step-log.ts';
import { ageOn, dayOf, isoDate } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';

/** Last day of Community Care Grants. */
const lastGrant = dayOf('2013-03-31');

/** Share of claims after a release with a grant, with an advance. Assumptions. */
const shares = { grant: 0.4, advance: 0.35 } as const;

/** Prisons in which peers help with the forms of grants: Thorn Cross (DWP research report 784). */
const peersHelp = new Set(['TCI']);

/** What was paid for days in custody, found when the claim was closed. */
function writeOverpayment(claim: Claim, random: Random, log: StepLog): void {
  const { life, plan, id, closedBy, last } = claim;
  const { closedOn } = plan;
  if (closedBy === null || closedOn === null) return;
  const from = closedBy.stay.plan.from;
  const to = paidInCustody(claim, closedOn);
  if (to <= from) return;
  const found = recordedInOffice(random, londonMoment(closedOn, 15 * 60), last);
  log.add('jobcentre', 'recordOverpayment', found, {
    nino: life.person.identifiers.nino,
    claimId: id,
    foundOn: isoDate(closedOn),
    from: isoDate(from),
    to: isoDate(to),
    amountPence: (to - from) * dailyRatePence(ageOn(life.person.born, plan.openedOn), plan.openedOn),
    cause: 'CUSTODY',
  });
}

/** A Community Care Grant, with Income Support or an income-based claim, applied for in the first days after the release. */
function writeGrant({ life, plan, opened, basis, release }: Claim, random: Random, log: StepLog): void {
  if (release === null || (plan.benefit !== 'IS' && basis !== 'INCOME')) return;
  const { nino } = life.person.identifiers;
  const appliedOn = workingDaysAfter(londonClock(opened).day, random.int(1, 4));
  const decidedOn = workingDaysAfter(appliedOn, random.int(5, 15));
  const paidOn = workingDaysAfter(decidedOn, random.int(2, 5));
  const arrest =
    life.timeline.custody.find(({ from }) => from > plan.openedOn)?.from ?? Number.POSITIVE_INFINITY;
  if (paidOn >= Math.min(plan.closedOn ?? Number.POSITIVE_INFINITY, arrest) || appliedOn > lastGrant) return;
  const { stay } = release;
  const prisonId = prisonOn(stay, stay.plan.to);
  const applied = recordedInOffice(random, londonMoment(appliedOn, 11 * 60), opened);
  const key = log.add('jobcentre', 'applyForGrant', applied, {
    nino,
    kind: 'COMMUNITY_CARE_GRANT',
    appliedOn: isoDate(appliedOn),
    prisonId,
    helpedBy: peersHelp.has(prisonId) ? 'PEER' : random.chance(0.4) ? 'ADVISER' : 'NOBODY',
  });
  const grantId = recordId('jobcentre', key);
  const awarded = random.chance(0.55) ? random.int(12, 45) * 10_00 : 0;
  const decided = recordedInOffice(random, londonMoment(decidedOn, 11 * 60), applied);
  log.add('jobcentre', 'decideGrant', decided, {
    nino,
    grantId,
    decidedOn: isoDate(decidedOn),
    awardedPence: awarded,
  });
  if (awarded === 0) return;
  const paid = recordedInOffice(random, londonMoment(paidOn, 11 * 60), decided);
  log.add('jobcentre', 'payGrant', paid, { nino, grantId, paidOn: isoDate(paidOn) });
}

/** An advance of Universal Credit in the first days of a claim: a loan until the first payment. */
function writeAdvance({ life, plan, id, opened }: Claim, random: Random, log: StepLog): void {
  const paidOn = workingDayFrom(londonClock(opened).day + random.int(2, 7));
  const arrest =
    life.timeline.custody.find(({ from }) => from > plan.openedOn)?.from ?? Number.POSITIVE_INFINITY;
  if (paidOn >= Math.min(plan.closedOn ?? Number.POSITIVE_INFINITY, arrest)) return;
  log.add('jobcentre', 'payAdvance', recordedInOffice(random, londonMoment(paidOn, 11 * 60), opened), {
    nino: life.person.identifiers.nino,
    claimId: id,
    paidOn: isoDate(paidOn),
    amountPence: random.int(10, 30) * 10_00,
  });
}

/** Money beside benefit that is due: grants, advances, and what was paid too much in custody. */
export const money: RecordFamily = {
  name: 'money',
  write({ living }, { calibration }, random, log) {
    const end = dayOf(calibration.until);
    for (const claim of living.claims) {
      writeOverpayment(claim, random, log);
      if (claim.plan.before || claim.release === null || claim.plan.openedOn > end) continue;
      if (claim.plan.openedOn <= lastGrant) {
        if (random.chance(shares.grant)) writeGrant(claim, random, log);
      } else if (claim.plan.benefit === 'UC' && random.chance(shares.advance))
        writeAdvance(claim, random, log);
    }
  },
};
