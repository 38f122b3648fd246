import { addDays, coded } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type {
  CheckSustainmentInput,
  EndJobInput,
  RecordFirstWageInput,
  RecordOutcomeInput,
} from '../generated/graphql.ts';
import type { Outcome, Sustainment } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { completedOn } from './initial-assessment.ts';
import { isJob, jobColumns, jobState } from './job.ts';
import { referral, referralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { titles } from './titles.ts';

/**
 * Records an outcome, which may come late, after the referral ended. Raises `NOT_ASSESSED` when the person never
 * came to the initial assessment, so that there was no support that could have led to it, and `BAD_USER_INPUT`
 * for a day before the referral or after its end, a job with another type than EMPLOYMENT, and what {@link jobColumns}
 * says of a job.
 */
export async function recordOutcome(
  file: PersonFile<ProviderTables>,
  input: RecordOutcomeInput,
): Promise<string> {
  const { type, achievedOn, course, evidence, verifiedOn } = input;
  const { referredOn, endedOn } = await referralOf(file);
  if ((await completedOn(file)) === null) {
    throw conflict(
      'NOT_ASSESSED',
      `An outcome follows the initial assessment, which ${file.key} has not had.`,
    );
  }
  notBefore('achievedOn', achievedOn, referredOn, 'the day of the referral');
  if (endedOn !== null && achievedOn > endedOn) {
    throw badInput('achievedOn', `"achievedOn" must not be after the referral ended, ${endedOn}.`);
  }
  if (input.job != null && !isJob({ type })) {
    throw badInput('job', `"job" must be left out with ${type}: only the type EMPLOYMENT starts a job.`);
  }
  const outcome: Stored<Outcome> = {
    id: file.newId,
    referenceNumber: file.key,
    type,
    achievedOn,
    course: optionalText('course', course),
    evidence: optionalText('evidence', evidence),
    verifiedOn: verifiedOn ?? null,
    ...jobColumns(input.job),
    endedOn: null,
    endReason: null,
    firstWageOn: null,
    firstWagePence: null,
  };
  const { id } = outcome;
  // A job that began is a period of employment. What is known of it later, `providers.job.ended` tells.
  const employment = isJob(outcome) ? { id, from: achievedOn, to: null } : null;
  return recordOutcomeChange(file, outcome, 'providers.outcome.achieved', achievedOn, {
    more: { employment },
  });
}

/**
 * Records that a job ended, which ends the period of employment, also after the referral. Raises `NOT_FOUND` for an outcome
 * that is none of the referral, `JOB_ENDED` for a job that ended before, and `BAD_USER_INPUT` for an outcome that is no job
 * and for a day before its start.
 */
export async function endJob(file: PersonFile<ProviderTables>, input: EndJobInput): Promise<string> {
  const job = await jobOf(file, input.outcomeId);
  if (job.endedOn !== null) {
    throw conflict('JOB_ENDED', `The job of outcome ${job.id} ended on ${job.endedOn} already.`);
  }
  const endedOn = notBefore('endedOn', input.endedOn, job.achievedOn, 'the start of the job');
  const ended = { ...job, endedOn, endReason: optionalText('endReason', input.endReason) };
  return recordOutcomeChange(file, ended, 'providers.job.ended', endedOn);
}

/**
 * Records the first wage of a job. Raises `NOT_FOUND` for an outcome that is none of the referral, `ALREADY_PAID` for a second
 * first wage, and `BAD_USER_INPUT` for an outcome that is no job, a day before its start and an amount below a penny.
 */
export async function recordFirstWage(
  file: PersonFile<ProviderTables>,
  { outcomeId, paidOn, amountPence }: RecordFirstWageInput,
): Promise<string> {
  const job = await jobOf(file, outcomeId);
  if (job.firstWageOn !== null) {
    throw conflict('ALREADY_PAID', `The first wage of outcome ${job.id} was paid on ${job.firstWageOn}.`);
  }
  const paid = {
    ...job,
    firstWageOn: notBefore('paidOn', paidOn, job.achievedOn, 'the start of the job'),
    firstWagePence: amountPence == null ? null : atLeast('amountPence', amountPence, 1),
  };
  return recordOutcomeChange(file, paid, 'providers.first-wage.paid', paidOn);
}

/**
 * Records whether a person is in work some weeks after an outcome. Raises `NOT_FOUND` for an outcome that is none of the
 * referral, `ALREADY_CHECKED` for a second check after as many weeks, and `BAD_USER_INPUT` for a day before that many weeks
 * have passed.
 */
export async function checkSustainment(
  file: PersonFile<ProviderTables>,
  { outcomeId, weeks, checkedOn, inWork }: CheckSustainmentInput,
): Promise<string> {
  const outcome = await outcomeOf(file, outcomeId);
  const after = addDays(outcome.achievedOn, atLeast('weeks', weeks, 1) * 7);
  notBefore('checkedOn', checkedOn, after, `${weeks} weeks after the outcome`);
  const earlier = (await file.list('Sustainment')).find(
    (check) => check.outcomeId === outcomeId && check.weeks === weeks,
  );
  if (earlier) {
    throw conflict(
      'ALREADY_CHECKED',
      `Outcome ${outcomeId} was checked after ${weeks} weeks on ${earlier.checkedOn}.`,
    );
  }
  const check: Stored<Sustainment> = {
    id: file.newId,
    referenceNumber: file.key,
    outcomeId,
    weeks,
    checkedOn,
    inWork,
  };
  return recordOutcomeChange(file, outcome, 'providers.outcome.sustained', checkedOn, {
    rows: { Sustainment: check },
    more: { sustainment: { id: check.id, weeks, checkedOn, inWork } },
  });
}

async function outcomeOf(file: PersonFile<ProviderTables>, id: string): Promise<Stored<Outcome>> {
  const outcome = await file.get('Outcome', id);
  if (!outcome) throw notFound('outcome', id);
  return outcome;
}

async function jobOf(file: PersonFile<ProviderTables>, id: string): Promise<Stored<Outcome>> {
  const outcome = await outcomeOf(file, id);
  if (isJob(outcome)) return outcome;
  throw badInput(
    'outcomeId',
    `"outcomeId" must be an outcome of type EMPLOYMENT; ${id} is of type ${outcome.type}.`,
  );
}

/** Records a change to an outcome, and returns its id. */
function recordOutcomeChange(
  file: PersonFile<ProviderTables>,
  outcome: Stored<Outcome>,
  type: string,
  occurredAt: string,
  { rows = {}, more = {} }: { readonly rows?: object; readonly more?: object } = {},
): string {
  const { id, achievedOn, course, evidence, verifiedOn } = outcome;
  file.record({
    type,
    occurredAt,
    rows: { Outcome: outcome, ...rows },
    data: {
      outcome: {
        id,
        type: coded(titles.outcomeType, outcome.type),
        achievedOn,
        course,
        evidence,
        verifiedOn,
        job: jobState(outcome),
      },
      ...more,
    },
  });
  return id;
}

function optionalText(field: string, text: string | null | undefined): string | null {
  return text == null ? null : filledInput(field, text);
}

/** Something that the person achieved. */
export const outcome = defineRecord(referralFile, {
  table: 'Outcome',
  key: 'id',
  belongsTo: { referral },
  listOf: { referenceNumber: { by: 'achievedOn' } },
  commands: { recordOutcome, endJob, recordFirstWage, checkSustainment },
});

/** Whether a person was in work some weeks after an outcome. */
export const sustainment = defineRecord(referralFile, {
  table: 'Sustainment',
  key: 'id',
  listOf: { outcomeId: { by: 'weeks' } },
});
