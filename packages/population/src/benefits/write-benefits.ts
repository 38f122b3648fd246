import { recordId } from '@throughgate/domain';
import type { CustodyRecord } from '../custody/write-custody.ts';
import type { Life } from '../life.ts';
import { shortForms } from '../names/name-pool.ts';
import type { Random } from '../random.ts';
import { allowancePence } from '../reference/universal-credit.ts';
import { ageOn, type Day, dayOf, isoDate, type Moment } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom, workingDaysAfter } from '../time/working-day.ts';
import { type ClaimPlan, planClaims } from './plan-claims.ts';

/** First day of referrals to the Restart Scheme, and the last days of the Restart Scheme and the Work and Health Programme. */
const programmes = {
  restart: [dayOf('2021-07-12'), dayOf('2026-06-30')],
  workAndHealth: [dayOf('2017-11-01'), dayOf('2024-09-30')],
} as const;

/** Writes what the Jobcentre records: the claimant, claims, first payments, interviews and programme referrals. */
export function writeBenefits(life: Life, custody: readonly CustodyRecord[], jobs: readonly Day[]): void {
  const { person, calibration, log, timeline } = life;
  const { benefits } = calibration;
  const random = life.random('benefits');
  const claims = planClaims(random, life, custody, jobs);
  const first = claims[0];
  if (first === undefined) return;
  const { nino, prisonerNumber } = person.identifiers;
  const inCustody = (day: Day): boolean =>
    timeline.custody.some((stay) => stay.from <= day && day <= stay.to);
  const wasInCustody = timeline.custody.some((stay) => stay.from < first.openedOn);

  const registered = recordedInOffice(random, officeMoment(random, first.openedOn));
  log.add('jobcentre', 'registerClaimant', registered, {
    nino,
    forename: person.known.shortNameAtJobcentre
      ? (shortForms.get(person.forename) ?? person.forename)
      : person.forename,
    surname: person.surname,
    dateOfBirth: isoDate(person.born),
    sex: person.sex,
    ...(wasInCustody && person.known.prisonerNumberAtJobcentre && { prisonerNumber }),
    office: person.unit.office,
  });

  let free: Moment = registered;
  for (const claim of claims) {
    const opened = recordedInOffice(random, officeMoment(random, claim.openedOn), free);
    const claimId = recordId(
      'jobcentre',
      log.add('jobcentre', 'openClaim', opened, {
        nino,
        benefit: claim.benefit,
        openedOn: isoDate(claim.openedOn),
      }),
    );
    free = opened;
    const runs = (day: Day): boolean => !inCustody(day) && (claim.closedOn === null || day < claim.closedOn);

    // Universal Credit is paid in arrears: the first payment comes about five weeks after the claim.
    const paidOn = workingDayFrom(claim.openedOn + random.int(35, 39));
    if (runs(paidOn)) {
      const paid = recordedInOffice(random, londonMoment(paidOn, 9 * 60), opened);
      log.add('jobcentre', 'recordFirstPayment', paid, {
        nino,
        claimId,
        paidOn: isoDate(paidOn),
        amountPence: allowancePence(ageOn(person.born, paidOn), paidOn, random.chance(0.45)),
      });
      free = Math.max(free, paid);
    }

    const interview = (
      type: 'FRESHSTART' | 'WORK_SEARCH_REVIEW' | 'NEW_JOBSEEKER',
      booked: Moment,
      day: Day,
      attendance: number,
    ): void => {
      if (!runs(day) || day <= londonClock(booked).day) return;
      const startsAt = appointmentSlot(random, day);
      const key = log.add('jobcentre', 'bookInterview', booked, {
        nino,
        type,
        bookedFor: new Date(startsAt).toISOString(),
      });
      log.add('jobcentre', 'recordInterview', recordedInOffice(random, startsAt + 30 * 60_000, booked), {
        nino,
        interviewId: recordId('jobcentre', key),
        attended: random.chance(attendance),
      });
    };
    const soon = workingDaysAfter(londonClock(opened).day, random.int(3, 8));
    if (claim.afterRelease && random.chance(benefits.freshstartBooked)) {
      interview('FRESHSTART', opened + 60_000, soon, benefits.freshstartAttended);
    } else if (!claim.before && random.chance(0.3)) {
      interview('NEW_JOBSEEKER', opened + 60_000, soon, 0.75);
    }
    if (!claim.before && random.chance(benefits.workSearchReview)) {
      const on = workingDayFrom(claim.openedOn + random.int(40, 120));
      interview(
        'WORK_SEARCH_REVIEW',
        Math.max(officeMoment(random, workingDayFrom(on - 14)), opened),
        on,
        0.7,
      );
    }

    writeProgramme(random, life, claim, runs, opened);

    if (claim.closedOn !== null) {
      const closed = recordedInOffice(random, londonMoment(claim.closedOn, 12 * 60), free);
      log.add('jobcentre', 'closeClaim', closed, {
        nino,
        claimId,
        closedOn: isoDate(claim.closedOn),
        reason: claim.closureReason,
      });
      free = closed;
    }
  }
}

/** Writes the referral of a long-term claimant to the programme that took people in at the time. */
function writeProgramme(
  random: Random,
  { calibration, log, person }: Life,
  claim: ClaimPlan,
  runs: (day: Day) => boolean,
  opened: Moment,
): void {
  const day = workingDayFrom(claim.openedOn + random.int(200, 330));
  if (!random.chance(calibration.benefits.programme) || !runs(day)) return;
  const wanted = random.chance(0.7) ? 'restart' : 'workAndHealth';
  const [from, to] = programmes[wanted];
  if (day < from || day > to) return;
  log.add('jobcentre', 'referToProgramme', recordedInOffice(random, officeMoment(random, day), opened), {
    nino: person.identifiers.nino,
    programme: wanted === 'restart' ? 'RESTART' : 'WORK_AND_HEALTH_PROGRAMME',
    mandatory: wanted === 'restart',
    referredOn: isoDate(day),
  });
}
