import { coded } from '@throughgate/domain';
import { badInput, defineRecord, notBefore, type PersonFile, type Stored } from '@throughgate/subgraph-kit';
import type { SetPathwayInput } from '../generated/graphql.ts';
import type { PathwayStatus } from '../generated/prisma/client.ts';
import { bookingNow } from './booking.ts';
import { prisonerOf } from './prisoner.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';
import { titles } from './titles.ts';

/**
 * Records how it stands with a field of resettlement. A question that is asked anew has no answer yet. Raises `NOT_IN_CUSTODY`
 * when there is no stay, and `BAD_USER_INPUT` for an answer without a question or before it, and a day in the future.
 */
export async function setPathway(file: PersonFile<PrisonTables>, input: SetPathwayInput): Promise<string> {
  await prisonerOf(file);
  const stay = await bookingNow(file);
  const { pathway, status, changedOn } = input;
  const before = (await file.list('PathwayStatus')).find(
    (known) => known.bookingId === stay.id && known.pathway === pathway,
  );
  const askedOn = input.askedOn ?? before?.askedOn ?? null;
  const asksAnew = input.askedOn != null && input.askedOn !== before?.askedOn;
  const answeredOn = input.answeredOn ?? (asksAnew ? null : (before?.answeredOn ?? null));
  if (answeredOn !== null) {
    if (askedOn === null) throw badInput('answeredOn', '"answeredOn" needs "askedOn": nobody has asked.');
    notBefore('answeredOn', answeredOn, askedOn, 'the day of the question');
  }
  for (const [field, day] of Object.entries({ askedOn, answeredOn })) {
    if (day !== null && day > changedOn) {
      throw badInput(field, `"${field}" must not be after "changedOn", ${changedOn}; it is ${day}.`);
    }
  }
  const state: Stored<PathwayStatus> = {
    id: before?.id ?? file.newId,
    prisonerNumber: file.key,
    bookingId: stay.id,
    pathway,
    status,
    changedOn,
    askedOn,
    answeredOn,
  };
  const { prisonerNumber: _, ...told } = state;
  file.record({
    type: 'prisons.pathway.changed',
    occurredAt: changedOn,
    rows: { PathwayStatus: state },
    data: {
      pathway: {
        ...told,
        pathway: coded(titles.pathway, pathway),
        status: coded(titles.pathwayState, status),
      },
    },
  });
  return state.id;
}

/** How it stands with a field of resettlement, of which a stay has one record each. */
export const pathwayStatus = defineRecord(prisonerFile, {
  table: 'PathwayStatus',
  key: 'id',
  listOf: { bookingId: { by: 'pathway' } },
  commands: { setPathway },
});
