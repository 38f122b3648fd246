import { hubAgencyNames } from '@throughgate/contracts';
import { prepared } from '@throughgate/database';
import type pg from 'pg';
import { adviserInterview } from '../facts/adviser-interview.ts';
import { bankApplication } from '../facts/bank-application.ts';
import { caseManager } from '../facts/case-manager.ts';
import { caseRegion } from '../facts/case-region.ts';
import { caseUnit } from '../facts/case-unit.ts';
import { claim } from '../facts/claim.ts';
import { custodyStay } from '../facts/custody-stay.ts';
import { departure } from '../facts/departure.ts';
import { engagement } from '../facts/engagement.ts';
import { identityDocument } from '../facts/identity-document.ts';
import { interview } from '../facts/interview.ts';
import { keyDateRevision } from '../facts/key-date-revision.ts';
import { moneyPaid } from '../facts/money-paid.ts';
import { pathwayStatus } from '../facts/pathway-status.ts';
import { releaseAddress } from '../facts/release-address.ts';
import { supervision } from '../facts/supervision.ts';
import { support } from '../facts/support.ts';
import { toldBy } from '../facts/told-by.ts';
import { transfer } from '../facts/transfer.ts';
import type { FactOfPerson, PersonFacts } from './rows.ts';

/** Facts whose rows the rules about releases read. */
const tables = {
  custody_stay: custodyStay,
  transfer,
  key_date_revision: keyDateRevision,
  adviser_interview: adviserInterview,
  supervision,
  case_manager: caseManager,
  money_paid: moneyPaid,
  identity_document: identityDocument,
  interview,
  bank_application: bankApplication,
  release_address: releaseAddress,
  pathway_status: pathwayStatus,
  support,
  claim,
  case_unit: caseUnit,
  departure,
} as const;

/** Event types by which agencies book what takes a person's time. */
const bookings = [
  'probation.appointment.booked',
  'jobcentre.interview.booked',
  'jobcentre.signing.scheduled',
  'intervention.initial-assessment-appointment.scheduled',
  'intervention.session-appointment.scheduled',
  'prisons.adviser-interview.booked',
];

/** For each fact the statement that selects its rows from the people's files `mine`. */
const selects: Readonly<Record<FactOfPerson, string>> = {
  ...(Object.fromEntries(
    Object.entries(tables).map(([table, fact]) => [
      table,
      `SELECT person_id, '${table}' AS fact, to_jsonb(row) - 'file_id' - 'version' AS value
       FROM mine JOIN outcomes.${table} AS row ON row.file_id = mine.id AND ${toldBy(fact, 'mine')}`,
    ]),
  ) as Record<keyof typeof tables, string>),
  engagement: `SELECT person_id, 'engagement' AS fact, jsonb_build_object('id', row.id, 'kind', kind, 'starts_at', starts_at,
      'called_off', called_off, 'booked_on', booked_on, 'booked_at', booked.at) AS value
    FROM mine JOIN outcomes.engagement AS row ON row.file_id = mine.id AND ${toldBy(engagement, 'mine')}
    LEFT JOIN (
      SELECT file_id, subject_id, min(occurred_at) AS at FROM mine JOIN outcomes.event ON event.file_id = mine.id
      WHERE type = ANY (ARRAY['${bookings.join("', '")}']) GROUP BY file_id, subject_id
    ) AS booked ON (booked.file_id, booked.subject_id) = (row.file_id, row.id)
    WHERE starts_at IS NOT NULL`,
  spell: `SELECT person_id, 'spell' AS fact, jsonb_build_object('kind', kind, 'begins', begins, 'ends', ends) AS value
    FROM mine JOIN outcomes.spell AS row ON row.file_id = mine.id`,
  agencies: `SELECT person_id, 'agencies' AS fact, to_jsonb(agency) AS value FROM mine`,
  hasNino: `SELECT person_id, 'hasNino' AS fact, to_jsonb(true) AS value
    FROM mine JOIN outcomes.identifier AS row ON row.file_id = mine.id WHERE row.kind = 'nino'`,
  caseRegion: `SELECT person_id, 'caseRegion' AS fact, to_jsonb(region_code) AS value FROM (
    SELECT DISTINCT ON (person_id) person_id, region_code FROM mine
    JOIN outcomes.case_region AS row ON row.file_id = mine.id AND ${toldBy(caseRegion, 'mine')}
    ORDER BY person_id, row.version DESC, mine.id) AS placed`,
  dateOfBirth: `SELECT person_id, 'dateOfBirth' AS fact, to_jsonb(date_of_birth) AS value FROM (
    SELECT DISTINCT ON (cluster_id) cluster_id AS person_id, date_of_birth FROM outcomes.file
    WHERE cluster_id = ANY ($1::uuid[]) AND described_at IS NOT NULL
    ORDER BY cluster_id, described_at DESC, id) AS described`,
};

/** All facts that rules about releases decide by. */
export const factsOfPeople = Object.keys(selects) as readonly FactOfPerson[];

/**
 * Reads facts about people, those that are asked for, with one statement, which gives one row for each fact's row. Every id asked for has
 * an entry; of facts that were not asked for it has nothing.
 */
export async function readPersonFacts(
  client: Pick<pg.ClientBase, 'query'>,
  personIds: readonly string[],
  asked: ReadonlySet<FactOfPerson>,
): Promise<Map<string, PersonFacts>> {
  const statement = `
    WITH mine AS MATERIALIZED (
      SELECT id, cluster_id AS person_id, agency FROM outcomes.file WHERE cluster_id = ANY ($1::uuid[])
    )
    ${factsOfPeople
      .filter((fact) => asked.has(fact))
      .map((fact) => `(${selects[fact]})`)
      .join('\n    UNION ALL ')}`;
  const { rows } = await client.query<FactOfPersonRow>(prepared(statement, [personIds]));
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id);
  return new Map(personIds.map((id) => [id, factsOf(byPerson.get(id) ?? [])]));
}

interface FactOfPersonRow {
  readonly person_id: string;
  readonly fact: FactOfPerson;
  readonly value: unknown;
}

function factsOf(rows: readonly FactOfPersonRow[]): PersonFacts {
  const values = Object.fromEntries(factsOfPeople.map((fact) => [fact, [] as unknown[]]));
  for (const { fact, value } of rows) values[fact]?.push(value);
  const { agencies, hasNino, dateOfBirth, caseRegion: region, ...ofTables } = values;
  return {
    // Rows are what the tables' columns say; the types of both are written beside each other.
    ...(ofTables as unknown as Omit<PersonFacts, 'agencies' | 'hasNino' | 'dateOfBirth' | 'caseRegion'>),
    agencies: new Set(agencies as string[]),
    hasNino: (hasNino ?? []).length > 0,
    dateOfBirth: (dateOfBirth?.[0] ?? null) as string | null,
    caseRegion: (region?.[0] ?? null) as string | null,
  };
}

/** Agencies that ever told of anybody. */
export async function readSpeakingAgencies(
  client: Pick<pg.ClientBase, 'query'>,
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ agency: string }>(
    `SELECT agency FROM unnest($1::text[]) AS asked (agency)
     WHERE EXISTS (SELECT FROM outcomes.file WHERE file.agency = asked.agency)`,
    [hubAgencyNames],
  );
  return new Set(rows.map(({ agency }) => agency));
}
