import { givenList, prepared } from '@throughgate/database';
import type pg from 'pg';
import { isHubId } from './hub-id.ts';

/**
 * The ids of all files of the person whom each event is about, in the order of the events; null for one that journeys do not
 * show (yet). Any of the ids leads to the person, and so does any that the person ever had.
 *
 * @param ids of the events, as many as agencies
 */
export async function filesOfEvents(
  pool: pg.Pool,
  agencies: readonly string[],
  ids: readonly string[],
): Promise<(string[] | null)[]> {
  const asked = ids.map((id) => (isHubId(id) ? id.toLowerCase() : null));
  const { rows } = await pool.query<{ place: number; files: string[] }>(
    prepared(
      `SELECT asked.place::int AS place, array_agg(member.id::text) AS files
       FROM ROWS FROM (unnest(${givenList('$1', 'text')}), unnest(${givenList('$2', 'uuid')}))
         WITH ORDINALITY AS asked (agency, id, place)
       JOIN outcomes.event ON event.id = asked.id AND event.agency = asked.agency
       JOIN outcomes.file ON file.id = event.file_id
       JOIN outcomes.file AS member ON member.cluster_id = file.cluster_id
       GROUP BY asked.place`,
      [agencies, asked],
    ),
  );
  const files = new Map(rows.map((row) => [row.place, row.files]));
  return ids.map((_, index) => files.get(index + 1) ?? null);
}
