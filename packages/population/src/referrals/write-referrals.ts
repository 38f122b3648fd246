import type { Life } from '../life.ts';
import { mostReferrals } from '../person/identifiers.ts';
import { eteContractFor } from '../reference/ete-contracts.ts';
import { type Day, dayOf, type Moment } from '../time/day.ts';
import { londonClock } from '../time/london.ts';
import { spanAt } from '../time/spans.ts';
import { isWorkingDay, workingDayFrom } from '../time/working-day.ts';
import type { ProvidedJob } from './provided-job.ts';
import { writeReferral } from './write-referral.ts';

/** Fewest days of supervision that must be left for a referral to make sense. Assumption. */
const leastDaysLeft = 20;

/**
 * Writes the referrals of a person for education, training and employment support. `firstOn` is the day of
 * the first one where the profile fixes it; else it follows the start of a supervision. Returns the days on
 * which jobs began.
 */
export function writeReferrals(life: Life, caseRecorded: Moment, firstOn: Day | null): ProvidedJob[] {
  const { person, timeline, calibration } = life;
  const { ete } = calibration;
  const random = life.random('ete');
  const jobs: ProvidedJob[] = [];
  const last = ete.window === null ? Number.POSITIVE_INFINITY : dayOf(ete.window[1]);
  let number = 0;

  const refer = (day: Day): boolean => {
    const span = spanAt(timeline.supervised, day);
    const contract = eteContractFor(person, day);
    const left = span === undefined ? 0 : span.to - day;
    if (span === undefined || contract === undefined || left < leastDaysLeft) return false;
    if (!isWorkingDay(day) || day > last || day <= londonClock(caseRecorded).day) return false;
    const lastDay = span.to;
    jobs.push(
      ...writeReferral(random, life, {
        referenceNumber: person.identifiers.reference(number),
        day,
        contract,
        caseRecorded,
        lastDay,
        endsInCustody: timeline.custody.some((stay) => stay.from === lastDay + 1),
      }),
    );
    number++;
    return true;
  };

  let referredOn = firstOn;
  if (firstOn !== null) {
    if (!refer(firstOn)) return jobs;
  } else {
    if (!random.chance(ete.referred)) return jobs;
    for (const span of timeline.supervised) {
      referredOn = workingDayFrom(span.from + random.int(...ete.daysToReferral));
      if (refer(referredOn)) break;
    }
  }
  // A second referral comes months later, when the first has run its course.
  if (number === 1 && number < mostReferrals && referredOn !== null && random.chance(ete.second)) {
    refer(workingDayFrom(referredOn + random.int(200, 420)));
  }
  return jobs;
}
