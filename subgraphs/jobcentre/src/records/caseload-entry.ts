import { defineRecord, notBefore, notFound, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { LeaveCaseloadInput, TakeOntoCaseloadInput } from '../generated/graphql.ts';
import type { CaseloadEntry } from '../generated/prisma/client.ts';
import { adviserCode } from './adviser-code.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';

/**
 * Takes a person onto the caseload of an adviser. Raises `NOT_FOUND` for somebody who is not registered, `ON_CASELOAD` for one whom
 * the adviser has on the day already, and `BAD_USER_INPUT` for a malformed code.
 */
export async function takeOntoCaseload(
  file: PersonFile<JobcentreTables>,
  input: TakeOntoCaseloadInput,
): Promise<string> {
  await claimantOf(file);
  const { jobReady, from } = input;
  const code = adviserCode('adviserCode', input.adviserCode);
  for (const entry of await file.list('CaseloadEntry')) {
    if (entry.adviserCode !== code || (entry.to !== null && entry.to < from)) continue;
    throw conflict('ON_CASELOAD', `${code} has the person on the caseload since ${entry.from} already.`);
  }
  const entry = { id: file.newId, nino: file.key, adviserCode: code, jobReady, from, to: null };
  return recordEntry(file, entry, 'jobcentre.caseload.joined', from);
}

/**
 * Records that a person leaves the caseload of an adviser. Raises `NOT_FOUND` for an entry that is not in the file,
 * `CASELOAD_LEFT` for a second time, and `BAD_USER_INPUT` for a day before the first.
 */
export async function leaveCaseload(
  file: PersonFile<JobcentreTables>,
  input: LeaveCaseloadInput,
): Promise<string> {
  const entry = await file.get('CaseloadEntry', input.entryId);
  if (!entry) throw notFound('entry of a caseload', input.entryId);
  if (entry.to !== null) {
    throw conflict('CASELOAD_LEFT', `The person left the caseload on ${entry.to} already.`);
  }
  const to = notBefore('to', input.to, entry.from, 'the first day on the caseload');
  return recordEntry(file, { ...entry, to }, 'jobcentre.caseload.left', to);
}

function recordEntry(
  file: PersonFile<JobcentreTables>,
  entry: Stored<CaseloadEntry>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, ...state } = entry;
  file.record({ type, occurredAt, rows: { CaseloadEntry: entry }, data: { entry: state } });
  return entry.id;
}

/** A person's time on the caseload of an adviser. */
export const caseloadEntry = defineRecord(claimantFile, {
  table: 'CaseloadEntry',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'from' } },
  commands: { takeOntoCaseload, leaveCaseload },
});
