import type { PlainDate } from '@throughgate/domain';
import { beforeAll, expect, it } from 'vitest';
import { answerTo, soon } from './hub.ts';
import { call, inTurn, person } from './people.ts';

// For each prison, Freshstarts attended by transfer in the last four weeks: the list under the measure. One person was moved three
// times, twice within the four weeks, and his date once; the other not at all.

const query = `query FreshstartsByTransfer($from: Date!, $to: Date!) {
  byTransfer: measure(id: "freshstart-attended", by: [PRISON, TRANSFERRED_IN_LAST_28_DAYS], from: $from, to: $to) { ...Cells }
  byMovedDate: measure(id: "freshstart-attended", by: [RELEASE_DATE_MOVED_AFTER_BOOKING, BOOKED_BY], from: $from, to: $to) { ...Cells }
  releases(filter: { from: $from, to: $to }, first: 500) {
    edges { node {
      prison { id } transfersInLast28Days dateMoves
      bookedBeforeRelease { ... on Interview { type bookedFor bookedOn bookedBy releaseDateWhenBooked status notHeldReason } }
      booking { transfers { at from { id } to { id } } keyDateRevisions { calculatedOn movedDays reason } }
    } }
  }
}
fragment Cells on MeasureResult {
  asOf completeness definition { version exclusions }
  cells { by { dimension code label } value numerator denominator lower upper suppressed }
}`;

interface Counted {
  readonly definition: { readonly version: number; readonly exclusions: readonly string[] };
  readonly cells: readonly {
    readonly by: readonly { readonly code: string }[];
    readonly numerator: number;
    readonly denominator: number;
    readonly suppressed: boolean;
  }[];
}

/** What was booked for a release whose date moved? */
export function freshstartsByTransfer(): void {
  const moved = person('601');
  const still = person('602');
  const missed = person('603');
  const released = '2026-09-10';
  // That of the one who missed his interview.
  const dayAfter = '2026-09-11';

  beforeAll(async () => {
    const dates = (calculatedOn: PlainDate, conditionalRelease: PlainDate, reason: string) =>
      call('calculateDates', {
        prisonerNumber: moved.prisonerNumber,
        calculatedOn,
        reason,
        conditionalRelease,
        sentenceExpiry: '2026-12-17',
      });
    const transfer = (from: PlainDate, toPrisonId: string) =>
      inTurn(
        () => moved.leaves(from, { reason: 'TRANSFERRED', toPrisonId }),
        () => moved.returns(toPrisonId, from, 'TRANSFERRED'),
      );
    const freshstart = (bookedFor: string, bookedOn: PlainDate, releaseDateWhenBooked: PlainDate | null) =>
      call('bookInterview', {
        nino: moved.nino,
        type: 'FRESHSTART',
        bookedFor,
        bookedOn,
        bookedBy: 'PRISON_ADVISER',
        place: 'JOBCENTRE_OFFICE',
        releaseDateWhenBooked,
      });
    await Promise.all([
      inTurn(
        () => moved.enters('DMI', '2026-06-01'),
        () => moved.sentenced(200, '2026-06-01', { conditionalRelease: '2026-09-03' }),
        () => moved.claimant(),
        // Before the last four weeks; the other two are within them.
        () => transfer('2026-07-06', 'LNI'),
        async () => {
          const lost = await freshstart('2026-09-04T09:00:00.000Z', '2026-08-03', '2026-09-03');
          await transfer('2026-08-13', 'DMI');
          await dates('2026-08-24', '2026-09-10', 'Days added');
          // The same dates again move nothing.
          await dates('2026-08-25', '2026-09-10', 'Checked');
          await call('recordInterviewOutcome', {
            nino: moved.nino,
            interviewId: lost,
            status: 'LOST_TO_CUSTODY',
            notHeldReason: 'NOT_RELEASED_YET',
          });
        },
        async () => {
          const interviewId = await freshstart('2026-09-11T09:00:00.000Z', '2026-08-26', '2026-09-10');
          await transfer('2026-09-01', 'LEI');
          await moved.leaves(released);
          await call('recordInterviewOutcome', { nino: moved.nino, interviewId, status: 'ATTENDED' });
        },
        // Booked once outside: not for the release.
        () => freshstart('2026-09-18T09:00:00.000Z', '2026-09-14', null),
      ),
      inTurn(
        () => still.enters('DMI', '2026-06-01'),
        () => still.sentenced(200, '2026-06-01'),
        () => still.leaves(released),
      ),
      inTurn(
        () => missed.enters('DMI', '2026-06-01'),
        () => missed.sentenced(200, '2026-06-01', { conditionalRelease: '2026-09-08' }),
        () => missed.claimant(),
        async () => {
          const book = (bookedFor: string) =>
            call('bookInterview', {
              nino: missed.nino,
              type: 'FRESHSTART',
              bookedFor,
              bookedOn: '2026-08-20',
              bookedBy: 'OFFICE',
              place: 'JOBCENTRE_OFFICE',
            });
          const first = await book('2026-09-15T09:00:00.000Z');
          // What the office called off, and what nobody has recorded yet, is neither kept nor missed.
          const off = await book('2026-09-16T09:00:00.000Z');
          await book('2026-09-17T09:00:00.000Z');
          await call('calculateDates', {
            prisonerNumber: missed.prisonerNumber,
            calculatedOn: '2026-08-24',
            reason: 'Days added',
            conditionalRelease: dayAfter,
            sentenceExpiry: '2026-12-17',
          });
          await missed.leaves(dayAfter);
          await call('cancelInterview', { nino: missed.nino, interviewId: off, reason: 'OFFICE_CANCELLED' });
          await call('recordInterviewOutcome', {
            nino: missed.nino,
            interviewId: first,
            status: 'FAILED_TO_ATTEND',
          });
        },
      ),
    ]);
  }, 120_000);

  it(
    'stands beside the transfers of the last four weeks and the moves of the date',
    soon(async () => {
      const { releases } = await answerTo<{ releases: { edges: { node: { prison: { id: string } } }[] } }>(
        query,
        { from: released, to: released },
      );
      const freshstart = { type: 'FRESHSTART', bookedBy: 'PRISON_ADVISER' };
      const byPrison = Object.fromEntries(releases.edges.map(({ node }) => [node.prison.id, node]));
      expect(releases.edges).toHaveLength(2);
      expect(byPrison).toEqual({
        LEI: {
          prison: { id: 'LEI' },
          transfersInLast28Days: 2,
          dateMoves: 1,
          bookedBeforeRelease: [
            {
              ...freshstart,
              bookedFor: '2026-09-04T09:00:00.000Z',
              bookedOn: '2026-08-03',
              releaseDateWhenBooked: '2026-09-03',
              status: 'LOST_TO_CUSTODY',
              notHeldReason: 'NOT_RELEASED_YET',
            },
            {
              ...freshstart,
              bookedFor: '2026-09-11T09:00:00.000Z',
              bookedOn: '2026-08-26',
              releaseDateWhenBooked: '2026-09-10',
              status: 'ATTENDED',
              notHeldReason: null,
            },
          ],
          booking: {
            transfers: [
              { at: '2026-07-06T15:00:00.000Z', from: { id: 'DMI' }, to: { id: 'LNI' } },
              { at: '2026-08-13T15:00:00.000Z', from: { id: 'LNI' }, to: { id: 'DMI' } },
              { at: '2026-09-01T15:00:00.000Z', from: { id: 'DMI' }, to: { id: 'LEI' } },
            ],
            keyDateRevisions: [
              { calculatedOn: '2026-06-01', movedDays: null, reason: 'Sentence imposed' },
              { calculatedOn: '2026-08-24', movedDays: 7, reason: 'Days added' },
              { calculatedOn: '2026-08-25', movedDays: 0, reason: 'Checked' },
            ],
          },
        },
        DMI: {
          prison: { id: 'DMI' },
          transfersInLast28Days: 0,
          dateMoves: 0,
          bookedBeforeRelease: [],
          booking: {
            transfers: [],
            keyDateRevisions: [{ calculatedOn: '2026-06-01', movedDays: null, reason: 'Sentence imposed' }],
          },
        },
      });
    }),
  );
  it(
    'is counted by prison and transfer, and by moves of the date and who booked it',
    soon(async () => {
      const { byTransfer, byMovedDate } = await answerTo<{ byTransfer: Counted; byMovedDate: Counted }>(
        query,
        {
          from: released,
          to: dayAfter,
        },
      );
      const shares = ({ cells }: Counted) =>
        Object.fromEntries(
          cells.map(({ by, numerator, denominator }) => [
            by.map(({ code }) => code).join(' '),
            `${numerator} of ${denominator}`,
          ]),
        );
      expect(byTransfer.definition).toMatchObject({ version: 1 });
      expect(byTransfer.definition.exclusions).toHaveLength(3);
      expect(shares(byTransfer)).toEqual({ 'LEI YES': '1 of 1', 'DMI NO': '0 of 1' });
      // His date moved before the second interview was booked, and that of the other after it.
      expect(shares(byMovedDate)).toEqual({ 'NO PRISON_ADVISER': '1 of 1', 'YES OFFICE': '0 of 1' });
    }),
  );
}
