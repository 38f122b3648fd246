import { coded } from '@throughgate/domain';
import { badInput, defineRecord, notBefore, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { RecordOutcomeInput } from '../generated/graphql.ts';
import type { Outcome } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { referral, referralOf } from './referral.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { titles } from './titles.ts';

/**
 * Records an outcome, which may come late, after the referral ended. Raises `NOT_ASSESSED` when the person never
 * came to the initial assessment, so that there was no support that could have led to it, and `BAD_USER_INPUT`
 * for a day before the referral or after its end.
 */
export async function recordOutcome(
  file: PersonFile<ProviderTables>,
  { type, achievedOn }: RecordOutcomeInput,
): Promise<string> {
  const { referredOn, endedOn } = await referralOf(file);
  const [assessment] = await file.list('InitialAssessment');
  if (assessment?.completedOn == null) {
    throw conflict(
      'NOT_ASSESSED',
      `An outcome follows the initial assessment, which ${file.key} has not had.`,
    );
  }
  notBefore('achievedOn', achievedOn, referredOn, 'the day of the referral');
  if (endedOn !== null && achievedOn > endedOn) {
    throw badInput('achievedOn', `"achievedOn" must not be after the referral ended, ${endedOn}.`);
  }
  const outcome: Stored<Outcome> = { id: file.newId, referenceNumber: file.key, type, achievedOn };
  const { id } = outcome;
  file.record({
    type: 'providers.outcome.achieved',
    occurredAt: achievedOn,
    rows: { Outcome: outcome },
    data: {
      outcome: { id, type: coded(titles.outcomeType, type), achievedOn },
      // A job that began is a period of employment, whose end no provider gets to know.
      employment: type === 'EMPLOYMENT' ? { id, from: achievedOn, to: null } : null,
    },
  });
  return id;
}

/** Something that the person achieved. */
export const outcome = defineRecord(referralFile, {
  table: 'Outcome',
  key: 'id',
  belongsTo: { referral },
  listOf: { referenceNumber: { by: 'achievedOn' } },
  commands: { recordOutcome },
});
