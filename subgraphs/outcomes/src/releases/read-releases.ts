import { prepared } from '@throughgate/database';
import type { PageRequest } from '@throughgate/subgraph-kit';
import type pg from 'pg';
import type { Condition } from './release-page.ts';
import type { ReleaseRow } from './rows.ts';

/**
 * What was served: the longest sentence and those that are consecutive to another, of the booking or of one with its book number.
 * Where a sentence names no booking (events of before), those imposed during the stay; for a stay that began with a recall, those
 * imposed before whose end had not come when it began.
 */
const served = `
  LEFT JOIN LATERAL (
    SELECT min(s.imposed_on) AS imposed_on,
      (coalesce(max(s.days) FILTER (WHERE s.consecutive_to IS NULL), 0)
        + coalesce(sum(s.days) FILTER (WHERE s.consecutive_to IS NOT NULL), 0))::int AS days
    FROM outcomes.sentence AS s
    LEFT JOIN outcomes.custody_stay AS stay ON (stay.file_id, stay.id) = (s.file_id, s.booking_id)
    CROSS JOIN LATERAL (SELECT coalesce(s.booking_id = r.booking_id, s.imposed_on >= r.started_on) AS of_stay) AS place
    WHERE s.file_id = r.file_id AND s.imposed_on <= r.released_on
      AND (of_stay OR (r.recall IS NOT FALSE AND r.legal_status IS DISTINCT FROM 'REMAND'
        AND (stay.book_number = r.book_number OR (s.booking_id IS NULL AND s.expires_on >= r.started_on))))
    GROUP BY of_stay ORDER BY of_stay DESC LIMIT 1
  ) AS served ON true`;

/**
 * Of several releases of a person on one day the last counts (as in MI016). People whom no event has described yet are left out until
 * one does.
 */
const releases = `
  FROM outcomes.release AS r
  JOIN outcomes.file AS owner ON owner.id = r.file_id AND owner.described_at IS NOT NULL`;
const columns = `r.id, owner.cluster_id AS person_id, r.released_at, r.released_on, r.prison_id, r.booking_id, r.started_at,
  r.started_on, r.legal_status, r.recall, served.days AS sentence_days, served.imposed_on AS sentenced_on`;

/** Releases that meet conditions, the earliest first: at most `limit`, after a position. */
export async function readReleases(
  pool: pg.Pool,
  conditions: readonly Condition[],
  { after, limit }: { readonly after?: PageRequest['after']; readonly limit: number },
): Promise<ReleaseRow[]> {
  const behind =
    after === undefined ? [] : [{ sql: '(r.released_at, r.id) > (?::timestamptz, ?)', values: after }];
  const { sql, values } = statement(columns, [...conditions, ...behind]);
  const { rows } = await pool.query<ReleaseRow>(
    prepared(`${sql} ORDER BY r.released_at, r.id LIMIT ${Math.trunc(limit)}`, values),
  );
  return rows;
}

/** How many releases meet conditions. */
export async function countReleases(pool: pg.Pool, conditions: readonly Condition[]): Promise<number> {
  const sooner = conditions.flatMap(({ counting }) => (counting === undefined ? [] : [counting]));
  const { sql, values } = statement('count(*)::int AS count', [...sooner, ...conditions]);
  const { rows } = await pool.query<{ count: number }>(prepared(sql, values));
  return rows[0]?.count ?? 0;
}

/** Releases by their ids; what is none, or no more, is left out. */
export async function releasesWithIds(pool: pg.Pool, ids: readonly string[]): Promise<ReleaseRow[]> {
  const { sql, values } = statement(columns, [{ sql: 'r.id = ANY (?::text[])', values: [ids] }]);
  const { rows } = await pool.query<ReleaseRow>(prepared(sql, values));
  return rows;
}

/** Releases of people, the latest first. */
export async function releasesOfPeople(
  client: Pick<pg.ClientBase, 'query'>,
  personIds: readonly string[],
): Promise<ReleaseRow[]> {
  const { sql, values } = statement(columns, [
    { sql: 'owner.cluster_id = ANY (?::uuid[])', values: [personIds] },
  ]);
  const { rows } = await client.query<ReleaseRow>(
    prepared(`${sql} ORDER BY r.released_at DESC, r.id DESC`, values),
  );
  return rows;
}

/** A statement over releases: each `?` of the conditions becomes a parameter. */
function statement(selected: string, conditions: readonly Condition[]): { sql: string; values: unknown[] } {
  const values: unknown[] = [];
  const numbered = (condition: Condition): string => {
    let at = 0;
    const sql = condition.sql.replaceAll('?', () => {
      values.push(condition.values[at]);
      at += 1;
      return `$${values.length}`;
    });
    return `AND (${sql})`;
  };
  const wheres = conditions.map(numbered).join(' ');
  // Another release of the same day meets these too: said, so that a count does not read all releases there ever were.
  const ofDay = conditions
    .filter(({ ofWholeDays }) => ofWholeDays)
    .map((condition) => numbered({ ...condition, sql: condition.sql.replaceAll('r.', 'later.') }))
    .join(' ');
  const rest = `
    WHERE NOT EXISTS (
      SELECT FROM outcomes.file AS other JOIN outcomes.release AS later ON later.file_id = other.id
      WHERE other.cluster_id = owner.cluster_id AND later.released_on = r.released_on
        AND (later.released_at, later.id) > (r.released_at, r.id) ${ofDay})
      ${wheres}`;
  // A count needs no sentence that no condition asks for.
  const sentence = `${selected} ${rest}`.includes('served.') ? served : '';
  return { sql: `SELECT ${selected} ${releases} ${sentence} ${rest}`, values };
}
