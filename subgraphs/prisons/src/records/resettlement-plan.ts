import { coded, londonDate, preReleaseFrom } from '@throughgate/domain';
import { badInput, defineCommands, filledInput, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type { EnterPhaseInput } from '../generated/graphql.ts';
import { booking, bookingNow } from './booking.ts';
import { conflict } from './error-codes.ts';
import { prisonerOf } from './prisoner.ts';
import type { PrisonTables } from './prisoner-file.ts';
import { titles } from './titles.ts';

/**
 * Records that a person enters a phase of resettlement, or another unit in it. Raises `NOT_IN_CUSTODY` when there is no stay,
 * `PHASE_NOT_DUE` for PRE_RELEASE before the last twelve weeks by the release date that counts now, and for another phase in
 * them, and `BAD_USER_INPUT` for RELEASED, which only a release says, and a day before the stay.
 */
export async function enterPhase(file: PersonFile<PrisonTables>, input: EnterPhaseInput): Promise<string> {
  await prisonerOf(file);
  const stay = await bookingNow(file);
  const { phase, phaseFrom } = input;
  if (phase === 'RELEASED') throw badInput('phase', '"phase" cannot be RELEASED: record the release.');
  const startedOn = londonDate(new Date(stay.startedAt));
  notBefore('phaseFrom', phaseFrom, startedOn, 'the first day of the stay');
  const due = preReleaseFrom({ startedOn, releaseOn: stay.releaseOn });
  if ((phase === 'PRE_RELEASE') !== (due !== null && phaseFrom >= due)) {
    const when = due === null ? 'no release date is known' : `they begin on ${due}`;
    throw conflict(
      'PHASE_NOT_DUE',
      `PRE_RELEASE is the phase of the last twelve weeks and of no other day: ${when}.`,
    );
  }
  const unit = input.unit == null ? null : filledInput('unit', input.unit);
  file.record({
    type: 'prisons.resettlement.phase-entered',
    occurredAt: phaseFrom,
    rows: { Booking: { ...stay, phase, phaseFrom, unit } },
    data: {
      plan: {
        id: stay.id,
        bookingId: stay.id,
        phase: coded(titles.resettlementPhase, phase),
        phaseFrom,
        unit,
      },
    },
  });
  return stay.id;
}

/** Mutations that answer with the plan of a stay, whose columns are the stay's. */
export const resettlementCommands = defineCommands(booking, { enterPhase });
