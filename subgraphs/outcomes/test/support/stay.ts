import { v7 as uuidv7 } from 'uuid';
import type { TestFile } from './file.ts';

/** A code as events tell it. */
export const coded = (code: string) => ({ code, title: code.toLowerCase() });

/** A stay in custody of a prisoner, told by events of the prison service. */
export function stay(
  file: TestFile,
  {
    from,
    to,
    id = uuidv7(),
    prison = 'DMI',
    ...more
  }: { from: string; to: string; id?: string; prison?: string } & Record<string, unknown>,
) {
  const booking = { id, startedAt: `${from}T10:00:00.000Z`, endedAt: null, ...more };
  const place = { id: prison, name: prison };
  return {
    id,
    received: () =>
      file.event('prisoner-offender-search.prisoner.received', {
        at: `${from}T10:00:00.000Z`,
        data: {
          movement: { id: uuidv7(), at: `${from}T10:00:00.000Z`, reason: coded('NEW_ADMISSION') },
          to: place,
          booking,
        },
      }),
    sentenced: (days: number, imposedOn = from, changes: object = {}) =>
      file.event('prison-offender-events.prisoner.imprisonment-status-changed', {
        at: `${imposedOn}T12:00:00.000Z`,
        data: {
          sentence: {
            id: uuidv7(),
            imposedOn,
            days,
            bookingId: id,
            sentenceExpiry: '2027-12-31',
            ...changes,
          },
        },
      }),
    moved: (reason: string, at: string) =>
      file.event('prisoner-offender-search.prisoner.received', {
        at,
        data: { movement: { id: uuidv7(), at, reason: coded(reason) }, to: place, booking },
      }),
    left: (reason = 'RELEASED', at = `${to}T09:00:00.000Z`, changes: object = {}) =>
      file.event('prisoner-offender-search.prisoner.released', {
        at,
        data: {
          movement: { id: uuidv7(), at, reason: coded(reason), ...changes },
          from: place,
          booking: { ...booking, endedAt: reason === 'RELEASED' ? at : null },
        },
      }),
  };
}
