import type { Course, RecordFamily } from '../record-family.ts';
import { jobEnds } from '../reference/jobs.ts';
import type { ProvidedJob } from '../referrals/provided-job.ts';
import { type Day, dayOf, isoDate } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import { workingDayFrom } from '../time/working-day.ts';

/** Share of jobs of which the provider learns the first wage, and of ends of which it learns. Assumptions. */
const told = { wage: 0.8, end: 0.75 } as const;

/** Weeks after which providers look whether a job is kept. */
const checks = [6, 13, 26] as const;

/** The last day of a job: before custody, and as the person's claims tell. */
function lastDay({ on }: ProvidedJob, { living, custody }: Course): Day {
  const spell = living.work.find(({ from, to }) => from <= on && on < to);
  const arrest = custody.find(({ stay }) => stay.plan.from > on)?.stay.plan.from ?? Number.POSITIVE_INFINITY;
  return Math.min(Math.max((spell?.to ?? on + 60) - 1, on), arrest - 1);
}

/** What providers hold of a job after it began: the first wage, whether it is kept, and its end. */
export const employment: RecordFamily = {
  name: 'employment',
  write(course, { calibration }, random, log) {
    const end = dayOf(calibration.until);
    for (const job of course.jobs) {
      const { referenceNumber, outcomeId, on, recorded, weeklyPence } = job;
      const last = lastDay(job, course);
      const record = (day: Day) =>
        recordedInOffice(random, londonMoment(workingDayFrom(day), 14 * 60), recorded);
      const about = { referenceNumber, outcomeId };
      const paidOn = workingDayFrom(on + random.int(7, 30));
      if (random.chance(told.wage) && paidOn <= last) {
        const weeks = Math.max(1, Math.round((paidOn - on) / 7));
        log.add('providers', 'recordFirstWage', record(paidOn), {
          ...about,
          paidOn: isoDate(paidOn),
          amountPence: weeklyPence * weeks,
        });
      }
      const endTold = last <= end && random.chance(told.end);
      if (endTold) {
        log.add('providers', 'endJob', record(last + random.int(1, 10)), {
          ...about,
          endedOn: isoDate(last),
          endReason: random.weighted(jobEnds),
        });
      }
      for (const weeks of checks) {
        const checkedOn = workingDayFrom(on + weeks * 7 + random.int(0, 6));
        if (checkedOn > end || !random.chance(0.85)) break;
        const inWork = checkedOn <= last;
        log.add('providers', 'checkSustainment', record(checkedOn), {
          ...about,
          weeks,
          checkedOn: isoDate(checkedOn),
          inWork,
        });
        if (!inWork) break;
      }
    }
  },
};
