import { londonDate } from '@throughgate/domain';
import type pg from 'pg';
import { findClashes, firstsOf } from '../../clashes/find-clashes.ts';
import { readTimes } from '../../clashes/read-times.ts';
import { aboutPerson } from './about-person.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';

/** All time in which an agency may have booked something. */
const always = { from: Date.UTC(1990, 0, 1), until: Date.UTC(2100, 0, 1), travel: 0 };

/**
 * Signings and interviews at the Jobcentre to which somebody was, or is, expected, with whether they clash: by the rule of the list
 * `clashes`, without a journey. What was called off, or falls into a stay in custody, is none.
 */
export const jobcentreMeeting = defineEpisodes({
  name: 'jobcentre_meeting',
  describes: 'A signing or an interview that was due at the Jobcentre.',
  about: 'person',
  version: 1,
  columns: {
    due_on: { type: 'date', describes: 'Day in London on which it was due.' },
    clashes: {
      type: 'boolean',
      describes:
        'Whether a curfew bound then, or an appointment with probation or a provider was at the same time.',
    },
    sex: columns.sex,
    age: columns.age,
    office_code: columns.office_code,
  },
  async derive({ client, personIds, people }) {
    const times = await readTimes(inTurn(client), personIds, always);
    return [...times].flatMap(([personId, time]) => {
      const offices = new Map(time.meetings.map(({ id, officeCode }) => [id, officeCode]));
      const due = firstsOf(time, always, { withShifts: false });
      if (due.length === 0) return [];
      const clashing = new Set(
        findClashes(personId, time, always, { withShifts: false }).map(({ first }) => first.id),
      );
      return due.map(({ from, reference: { id } }) => {
        const day = londonDate(new Date(from));
        return {
          id,
          personId,
          due_on: day,
          clashes: clashing.has(id),
          ...aboutPerson(people.get(personId), day),
          office_code: offices.get(id) ?? null,
        };
      });
    });
  },
});

/** The client with one query after the other, as a transaction must have them; the reader sends several at once. */
function inTurn(client: Pick<pg.ClientBase, 'query'>): Pick<pg.ClientBase, 'query'> {
  let last: Promise<unknown> = Promise.resolve();
  const query = ((...given: Parameters<pg.ClientBase['query']>) => {
    const answer = last.then(() => client.query(...given));
    last = (answer as Promise<unknown>).catch(() => undefined);
    return answer;
  }) as pg.ClientBase['query'];
  return { query };
}
