import { coded } from '@throughgate/domain';
import {
  badInput,
  defineRecord,
  filledInput,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { MoveSigningInput, RecordSigningInput, SigningStatus } from '../generated/graphql.ts';
import type { Signing } from '../generated/prisma/client.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { checkFree } from './free-time.ts';
import { minutesAfter } from './minutes-after.ts';
import { titles } from './titles.ts';

/**
 * Moves a signing that is due to another time; it takes as long as before. Raises `NOT_FOUND` for a signing that is not in the
 * file, `SIGNING_OVER` for one that was recorded or cancelled, `TIME_NOT_FREE` where the person has something else at that time,
 * and `BAD_USER_INPUT` for an empty reason.
 */
export async function moveSigning(
  file: PersonFile<JobcentreTables>,
  input: MoveSigningInput,
): Promise<string> {
  const signing = await signingOf(file, input.signingId);
  if (signing.status !== 'DUE') throw over(signing);
  const { dueAt } = input;
  const minutes = (Date.parse(signing.endsAt) - Date.parse(signing.dueAt)) / 60_000;
  const endsAt = minutesAfter(dueAt, minutes);
  await checkFree(file, [{ startsAt: dueAt, endsAt }], signing.id);
  const moveReason = filledInput('reason', input.reason);
  const moved = { ...signing, dueAt, endsAt, movedFrom: signing.dueAt, moveReason };
  return recordState(file, moved, 'jobcentre.signing.moved', file.recordedAt);
}

/** What can be recorded of a signing. */
const recordable: readonly SigningStatus[] = ['SIGNED', 'FAILED_TO_SIGN', 'EXCUSED'];

/**
 * Records whether a person signed; recording again corrects what was recorded. Raises `NOT_FOUND` for a signing that is not in
 * the file, `SIGNING_OVER` for one that was cancelled, and `BAD_USER_INPUT` for a status that is none of these, or, but for
 * `EXCUSED`, before the signing is due.
 */
export async function recordSigning(
  file: PersonFile<JobcentreTables>,
  input: RecordSigningInput,
): Promise<string> {
  const signing = await signingOf(file, input.signingId);
  if (signing.status === 'CANCELLED') throw over(signing);
  const { status } = input;
  if (!recordable.includes(status)) {
    throw badInput('status', `"status" must be one of ${recordable.join(', ')}, not ${status}.`);
  }
  // Somebody is excused beforehand.
  const excused = status === 'EXCUSED' && file.recordedAt < signing.dueAt;
  const occurredAt = excused ? file.recordedAt : signing.dueAt;
  return recordState(file, { ...signing, status }, 'jobcentre.signing.recorded', occurredAt);
}

async function signingOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<Signing>> {
  const signing = await file.get('Signing', id);
  if (!signing) throw notFound('signing', id);
  return signing;
}

function over({ dueAt, status }: Stored<Signing>): Error {
  const title = coded(titles.signingStatus, status).title;
  return conflict('SIGNING_OVER', `The signing of ${dueAt} is not due any more: ${title}.`);
}

function recordState(
  file: PersonFile<JobcentreTables>,
  signing: Stored<Signing>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, ...state } = signing;
  file.record({
    type,
    occurredAt,
    rows: { Signing: signing },
    data: { signing: { ...state, status: coded(titles.signingStatus, state.status) } },
  });
  return signing.id;
}

/** One time at which a person is to sign. Signings are written by the arrangement of which they are part. */
export const signing = defineRecord(claimantFile, {
  table: 'Signing',
  key: 'id',
  belongsTo: { claimant },
  pageOf: {
    officeCode: { earliestFirst: 'dueAt' },
    nino: { earliestFirst: 'dueAt' },
    scheduleId: { earliestFirst: 'dueAt' },
  },
  commands: { moveSigning, recordSigning },
});
