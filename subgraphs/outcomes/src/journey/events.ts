import { givenList, prepared } from '@throughgate/database';
import {
  type Connection,
  connectionOf,
  isFilled,
  isMoment,
  type PageArguments,
  type PageRequest,
  pageRequest,
} from '@throughgate/subgraph-kit';
import type pg from 'pg';
import type { JourneyFilter, SpellFilter } from '../generated/graphql.ts';
import { isHubId } from './hub-id.ts';
import type { EventRow, SpellRow } from './rows.ts';

/** A page of a person's journey, checked. */
export interface JourneyPage {
  readonly page: PageRequest;
  readonly filter: JourneyFilter | null;
}

/** Checks the arguments of a page of a journey. Raises `BAD_USER_INPUT` saying what is accepted. */
export function journeyPage(page: PageArguments, filter: JourneyFilter | null | undefined): JourneyPage {
  return { page: pageRequest(page, isMoment, isHubId, isFilled), filter: filter ?? null };
}

const journeysOf = `SELECT person.id AS person_id, page.* FROM unnest(${givenList('$1', 'uuid')}) AS person (id)
  JOIN outcomes.file AS any_file ON any_file.id = person.id
  CROSS JOIN LATERAL (
    SELECT event.id, occurred_at, recorded_at, learnt_at, event.agency, type, title, subject_type, subject_id
    FROM outcomes.file JOIN outcomes.event ON event.file_id = file.id
    WHERE file.cluster_id = any_file.cluster_id
      AND ($2::text[] IS NULL OR event.agency = ANY ($2))
      AND ($3::text[] IS NULL OR type = ANY ($3))
      AND ($4::timestamptz IS NULL OR occurred_at >= $4)
      AND ($5::timestamptz IS NULL OR occurred_at < $5)
      AND ($6::timestamptz IS NULL OR (occurred_at, event.id, event.agency) < ($6, $7::uuid, $8))
    ORDER BY occurred_at DESC, event.id DESC, event.agency DESC LIMIT $9
  ) AS page`;

/** Reads the same page of many people's journeys, the latest events first, with one statement. */
export async function readJourneys(
  pool: pg.Pool,
  personIds: readonly string[],
  { page, filter }: JourneyPage,
): Promise<Map<string, Connection<EventRow>>> {
  const { rows } = await pool.query<EventRow>(
    prepared(journeysOf, [
      personIds,
      filter?.agencies ?? null,
      filter?.types ?? null,
      filter?.from ?? null,
      filter?.to ?? null,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.after?.[2] ?? null,
      page.first + 1,
    ]),
  );
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id);
  return new Map(
    personIds.map((id) => [
      id,
      connectionOf(byPerson.get(id) ?? [], page, (row) => [
        row.occurred_at.toISOString(),
        row.id,
        row.agency,
      ]),
    ]),
  );
}

const spellsOf = `SELECT any_file.id AS person_id, spell.id, kind, spell.agency, begins, ends
  FROM outcomes.file AS any_file
  JOIN outcomes.file ON file.cluster_id = any_file.cluster_id
  JOIN outcomes.spell ON spell.file_id = file.id
  WHERE any_file.id = ANY (${givenList('$1', 'uuid')})
    AND ($2::text[] IS NULL OR spell.agency = ANY ($2))
    AND ($3::text[] IS NULL OR kind = ANY ($3))
    AND ($4::date IS NULL OR ends IS NULL OR ends >= $4)
    AND ($5::date IS NULL OR begins < $5)
  ORDER BY begins, kind, spell.id`;

/** Reads the spells of many people, the earliest first, with one statement. */
export async function readSpells(
  pool: pg.Pool,
  personIds: readonly string[],
  filter: SpellFilter | null,
): Promise<Map<string, SpellRow[]>> {
  const { rows } = await pool.query<SpellRow>(
    prepared(spellsOf, [
      personIds,
      filter?.agencies ?? null,
      filter?.kinds ?? null,
      filter?.from ?? null,
      filter?.to ?? null,
    ]),
  );
  return Map.groupBy(rows, ({ person_id }) => person_id);
}
