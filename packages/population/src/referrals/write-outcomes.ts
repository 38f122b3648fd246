import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { courses } from '../reference/jobs.ts';
import { isoDate } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import { drawJob } from './draw-job.ts';
import type { ProvidedJob } from './provided-job.ts';
import type { Referral } from './referral.ts';

/** What the support achieved. Returns the jobs, once the schedule has run. */
export function writeOutcomes(
  { life, occasion, plan, log, schedule }: Referral,
  random: Random,
): ProvidedJob[] {
  const { referenceNumber } = occasion;
  const details = life.random(`outcomes ${referenceNumber}`);
  const jobs: ProvidedJob[] = [];
  for (const { type, on } of plan.outcomes) {
    const at = officeMoment(random, on);
    const achieved = { referenceNumber, type, achievedOn: isoDate(on) };
    if (type === 'EMPLOYMENT') {
      const { job, weeklyPence } = drawJob(details, on);
      schedule.at(at, () => {
        const key = log.record(at, 'recordOutcome', { ...achieved, job });
        const outcomeId = recordId('providers', key);
        jobs.push({ referenceNumber, outcomeId, on, recorded: log.last(), weeklyPence });
      });
    } else {
      const course = details.pick(courses);
      schedule.at(at, () => log.record(at, 'recordOutcome', { ...achieved, course }));
    }
  }
  return jobs;
}
