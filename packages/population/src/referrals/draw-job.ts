import type { JobInput } from '@throughgate/contracts';
import type { Random } from '../random.ts';
import { type JobKind, jobKinds } from '../reference/jobs.ts';
import { type Day, financialYearOf } from '../time/day.ts';

/** National Living Wage for an hour in pence, by the first year of the financial year (gov.uk, minimum wage rates). */
const livingWage: Readonly<Record<number, number>> = {
  2021: 8_91,
  2022: 9_50,
  2023: 10_42,
  2024: 11_44,
  2025: 12_21,
};

/** Hours from the beginning of a shift to its end, which may be on the next morning. */
function hoursOf([from, until]: JobKind['shift']): number {
  const at = (time: string) => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60;
  return (at(until) - at(from) + 24) % 24;
}

/** The job that somebody starts on a day, paid a little more than the least that the law allows. */
export function drawJob(random: Random, day: Day): { job: JobInput; weeklyPence: number } {
  const { soc, employers, shift, days } = random.weighted(jobKinds);
  const year = Math.min(Math.max(financialYearOf(day), 2021), 2025);
  const payPence = Math.round((livingWage[year] ?? 0) * (1 + 0.12 * random.float()));
  const hoursPerWeek = hoursOf(shift) * days.length;
  return {
    job: {
      employer: random.pick(employers),
      soc,
      hoursPerWeek,
      shifts: days.map((weekday) => ({ day: weekday, from: shift[0], until: shift[1] })),
      payPence,
      payPer: 'HOUR',
    },
    weeklyPence: Math.round(payPence * hoursPerWeek),
  };
}
