import { coded } from '@throughgate/domain';
import type { PersonFile, Stored } from '@throughgate/subgraph-kit';
import type { AbsenceStatus } from '../generated/graphql.ts';
import type { TemporaryAbsence } from '../generated/prisma/client.ts';
import type { PrisonTables } from './prisoner-file.ts';
import { titles } from './titles.ts';

/** Records an absence as it is after a change, with the event for it. Returns its id. */
export function recordAbsence(
  file: PersonFile<PrisonTables>,
  absence: Stored<TemporaryAbsence>,
  change: 'scheduled' | 'cancelled' | 'started' | 'completed',
  occurredAt: string,
): string {
  const { prisonerNumber: _, type, subType, purpose, status, ...state } = absence;
  file.record({
    type: `prisons.temporary-absence.${change}`,
    occurredAt,
    rows: { TemporaryAbsence: absence },
    data: {
      absence: {
        ...state,
        type: coded(titles.temporaryAbsenceType, type),
        subType: coded(titles.temporaryAbsenceSubType, subType),
        purpose: coded(titles.absencePurpose, purpose),
        status: coded(titles.absenceStatus, status),
      },
    },
  });
  return absence.id;
}

/** Cancels the absences that were planned, since the person left the prison for good. */
export async function cancelAbsences(file: PersonFile<PrisonTables>, at: string): Promise<void> {
  for (const absence of await file.list('TemporaryAbsence')) {
    if (absence.status === 'SCHEDULED') {
      recordAbsence(file, { ...absence, status: 'CANCELLED' }, 'cancelled', at);
    }
  }
}

/** Completes an absence that is under way, since the person is back: late when after the planned end. */
export async function completeAbsences(file: PersonFile<PrisonTables>, at: string): Promise<void> {
  for (const absence of await file.list('TemporaryAbsence')) {
    if (absence.status !== 'STARTED') continue;
    const status: AbsenceStatus = at > absence.endsAt ? 'LATE' : 'COMPLETED';
    recordAbsence(file, { ...absence, returnedAt: at, status }, 'completed', at);
  }
}
