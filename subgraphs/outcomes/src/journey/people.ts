import { givenList, prepared } from '@throughgate/database';
import type { Identifier } from '@throughgate/domain';
import { type PageArguments, type PageRequest, pageRequest } from '@throughgate/subgraph-kit';
import type pg from 'pg';
import { isHubId } from './hub-id.ts';
import type { Person } from './rows.ts';

/** Somebody to whom a reading of an identifier leads. */
export interface Found extends Identifier {
  readonly clusterId: string;
}

/** The people who have one of several identifiers, each with it; empty when no file holds any. */
export async function peopleWithIdentifiers(
  pool: pg.Pool,
  identifiers: readonly Identifier[],
): Promise<readonly Found[]> {
  const { rows } = await pool.query<Found>(
    prepared(
      `SELECT DISTINCT kind, value, cluster_id AS "clusterId"
       FROM unnest(${givenList('$1', 'text')}, ${givenList('$2', 'text')}) AS asked (kind, value)
       JOIN outcomes.identifier USING (kind, value) JOIN outcomes.file ON file.id = file_id
       ORDER BY kind, value`,
      [identifiers.map(({ kind }) => kind), identifiers.map(({ value }) => value)],
    ),
  );
  return rows;
}

/** The statement that reads the people whom the ids selected by the statement `asked` lead to. */
const peopleOf = (asked: string) => `
  SELECT asked.id AS asked, described.*,
    (SELECT coalesce(json_object_agg(kind, values), '{}') FROM (
       SELECT kind, json_agg(DISTINCT value ORDER BY value) AS values
       FROM outcomes.file AS member JOIN outcomes.identifier ON identifier.file_id = member.id
       WHERE member.cluster_id = described.id GROUP BY kind) AS by_kind) AS identifiers
  FROM (${asked}) AS asked (id)
  JOIN outcomes.file AS any_file ON any_file.id = asked.id
  CROSS JOIN LATERAL (
    SELECT cluster_id AS id, forename, surname, date_of_birth AS "dateOfBirth", sex FROM outcomes.file
    WHERE cluster_id = any_file.cluster_id AND described_at IS NOT NULL
    ORDER BY described_at DESC, file.id LIMIT 1
  ) AS described
  ORDER BY asked.id`;

/**
 * People by id; any id that a person ever had leads to them. The key of the result is the id asked for, in lower
 * case; people whom no event has described yet, and texts that are no ids, are left out.
 */
export async function readPeople(pool: pg.Pool, ids: readonly string[]): Promise<Map<string, Person>> {
  const { rows } = await pool.query<Person & { readonly asked: string }>(
    prepared(peopleOf(`SELECT unnest(${givenList('$1', 'uuid')})`), [ids.filter(isHubId)]),
  );
  return new Map(rows.map(({ asked, ...person }) => [asked, person]));
}

/** Checks the arguments of a page of people. Raises `BAD_USER_INPUT` saying what is accepted. */
export function peoplePage(page: PageArguments): PageRequest {
  return pageRequest(page, isHubId);
}

/** People in the order of their ids, one more than the page asks for where there are more. */
export async function readPageOfPeople(pool: pg.Pool, { first, after }: PageRequest): Promise<Person[]> {
  const { rows } = await pool.query<Person>(
    peopleOf(`SELECT id FROM outcomes.file
      WHERE id = cluster_id AND described_at IS NOT NULL AND ($1::uuid IS NULL OR id > $1::uuid)
      ORDER BY id LIMIT $2`),
    [after?.[0] ?? null, first + 1],
  );
  return rows;
}

/** How many people there are. */
export async function countPeople(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM outcomes.file WHERE id = cluster_id AND described_at IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
}

/** Ids of the people whom an agency's files are about, by the file's key. */
export async function peopleOfFiles(
  pool: pg.Pool,
  agency: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ key: string; cluster_id: string }>(
    prepared(
      `SELECT key, cluster_id FROM outcomes.file WHERE agency = $1 AND key = ANY (${givenList('$2', 'text')})`,
      [agency, keys],
    ),
  );
  return new Map(rows.map(({ key, cluster_id }) => [key, cluster_id]));
}
