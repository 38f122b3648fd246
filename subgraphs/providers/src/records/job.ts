import { coded } from '@throughgate/domain';
import { atLeast, badInput, filledInput, type Stored, weeklyHours } from '@throughgate/subgraph-kit';
import type { JobInput, ShiftWindow, ShiftWindowInput } from '../generated/graphql.ts';
import type { Outcome } from '../generated/prisma/client.ts';
import { titles } from './titles.ts';

const hoursOfAWeek = 7 * 24;

/** The columns of an outcome's row that tell of the job as it was when it started. */
type StartedJob = Pick<
  Stored<Outcome>,
  'employer' | 'soc' | 'hoursPerWeek' | 'shifts' | 'payPence' | 'payPer'
>;

/** An outcome that is no job, or of whose job nothing is known. */
const noJob: StartedJob = {
  employer: null,
  soc: null,
  hoursPerWeek: null,
  shifts: [],
  payPence: null,
  payPer: null,
};

/**
 * The columns of a job from its input. Raises `BAD_USER_INPUT` for an empty employer, a code that is none of the Standard
 * Occupational Classification's, hours that a week does not have, pay of which it is not said what it is for, and shifts whose
 * times are none of a day.
 */
export function jobColumns(job: JobInput | null | undefined): StartedJob {
  if (job == null) return noJob;
  const { soc, hoursPerWeek, payPence, payPer } = job;
  if (soc != null && !/^\d{1,4}$/.test(soc)) {
    throw badInput('job.soc', `"job.soc" must have one to four digits, for example 5241, not "${soc}".`);
  }
  if (hoursPerWeek != null && (hoursPerWeek <= 0 || hoursPerWeek > hoursOfAWeek)) {
    throw badInput(
      'job.hoursPerWeek',
      `"job.hoursPerWeek" must be above 0 and at most ${hoursOfAWeek}, not ${hoursPerWeek}.`,
    );
  }
  if ((payPence == null) !== (payPer == null)) {
    throw badInput('job.payPer', '"job.payPence" and "job.payPer" must be given together.');
  }
  return {
    employer: filledInput('job.employer', job.employer),
    soc: soc ?? null,
    hoursPerWeek: hoursPerWeek ?? null,
    shifts: (job.shifts ?? []).map((shift, index) => shiftWindow(`job.shifts.${index}`, shift)),
    payPence: payPence == null ? null : atLeast('job.payPence', payPence, 1),
    payPer: payPer ?? null,
  };
}

function shiftWindow(field: string, { day, from, until }: ShiftWindowInput): ShiftWindow {
  return weeklyHours(field, { day, from, until }, '06:00');
}

/** Whether an outcome is a job, and so a period of employment. */
export function isJob({ type }: Pick<Outcome, 'type'>): boolean {
  return type === 'EMPLOYMENT';
}

/** The shifts of a job; only {@link jobColumns} writes the column. */
export function shiftsOf({ shifts }: Pick<Outcome, 'shifts'>): ShiftWindow[] {
  return shifts as unknown as ShiftWindow[];
}

/** The job of an outcome as events carry it; null where the outcome is none. */
export function jobState(outcome: Stored<Outcome>) {
  if (!isJob(outcome)) return null;
  const { employer, soc, hoursPerWeek, payPence, payPer, endedOn, endReason, firstWageOn } = outcome;
  return {
    employer,
    soc,
    hoursPerWeek,
    shifts: shiftsOf(outcome),
    payPence,
    payPer: coded(titles.payPeriod, payPer),
    endedOn,
    endReason,
    firstWage: firstWageOn && { paidOn: firstWageOn, amountPence: outcome.firstWagePence },
  };
}
