import { hubAgencyNames } from '@throughgate/contracts';
import type pg from 'pg';
import type { PersonFacts } from './rows.ts';

/** Facts whose rows the rules about releases read. */
const tables = [
  'custody_stay',
  'transfer',
  'key_date_revision',
  'adviser_interview',
  'supervision',
  'case_manager',
  'money_paid',
  'identity_document',
  'bank_application',
  'release_address',
  'pathway_status',
  'support',
  'claim',
] as const;

/** Event types by which agencies book what takes a person's time. */
const bookings = [
  'probation.appointment.booked',
  'jobcentre.interview.booked',
  'jobcentre.signing.scheduled',
  'intervention.initial-assessment-appointment.scheduled',
  'intervention.session-appointment.scheduled',
  'prisons.adviser-interview.booked',
];

const wholeRows = tables.map(
  (table) => `SELECT person_id, '${table}' AS fact, to_jsonb(row) - 'file_id' - 'version' AS value
    FROM mine JOIN outcomes.${table} AS row ON row.file_id = mine.id`,
);

/** One statement for all that is known of people, however many: one row for each fact's row. */
const statement = `
  WITH mine AS MATERIALIZED (
    SELECT id, cluster_id AS person_id, agency FROM outcomes.file WHERE cluster_id = ANY ($1::uuid[])
  ), booked AS (
    SELECT file_id, subject_id, min(occurred_at) AS at FROM mine JOIN outcomes.event ON event.file_id = mine.id
    WHERE type = ANY ($2::text[]) GROUP BY file_id, subject_id
  )
  ${wholeRows.join('\n  UNION ALL ')}
  UNION ALL SELECT person_id, 'engagement', jsonb_build_object('id', row.id, 'kind', kind, 'starts_at', starts_at,
      'called_off', called_off, 'booked_on', booked_on, 'booked_at', booked.at)
    FROM mine JOIN outcomes.engagement AS row ON row.file_id = mine.id
    LEFT JOIN booked ON (booked.file_id, booked.subject_id) = (row.file_id, row.id)
    WHERE starts_at IS NOT NULL
  UNION ALL SELECT person_id, 'spell', jsonb_build_object('kind', kind, 'begins', begins, 'ends', ends)
    FROM mine JOIN outcomes.spell AS row ON row.file_id = mine.id
  UNION ALL SELECT person_id, 'agency', to_jsonb(agency) FROM mine
  UNION ALL SELECT person_id, 'nino', to_jsonb(true)
    FROM mine JOIN outcomes.identifier AS row ON row.file_id = mine.id WHERE row.kind = 'nino'
  UNION ALL SELECT person_id, 'born', to_jsonb(date_of_birth) FROM (
    SELECT DISTINCT ON (cluster_id) cluster_id AS person_id, date_of_birth FROM outcomes.file
    WHERE cluster_id = ANY ($1::uuid[]) AND described_at IS NOT NULL
    ORDER BY cluster_id, described_at DESC, id) AS described`;

/** Reads what is known of people, with one statement. Every id asked for has an entry. */
export async function readPersonFacts(
  pool: pg.Pool,
  personIds: readonly string[],
): Promise<Map<string, PersonFacts>> {
  const { rows } = await pool.query<{ person_id: string; fact: string; value: unknown }>({
    // Prepared, since planning so many tables takes longer than reading them.
    name: 'facts of people',
    text: statement,
    values: [personIds, bookings],
  });
  const byPerson = Map.groupBy(rows, ({ person_id }) => person_id);
  return new Map(personIds.map((id) => [id, factsOf(byPerson.get(id) ?? [])]));
}

function factsOf(rows: readonly { readonly fact: string; readonly value: unknown }[]): PersonFacts {
  const byFact = Map.groupBy(rows, ({ fact }) => fact);
  const valuesOf = (fact: string) => (byFact.get(fact) ?? []).map(({ value }) => value);
  const facts = Object.fromEntries([...tables, 'engagement', 'spell'].map((fact) => [fact, valuesOf(fact)]));
  return {
    // Rows are what the tables' columns say; the types of both are written beside each other.
    ...(facts as unknown as Omit<PersonFacts, 'agencies' | 'hasNino' | 'dateOfBirth'>),
    agencies: new Set(valuesOf('agency') as string[]),
    hasNino: byFact.has('nino'),
    dateOfBirth: (valuesOf('born')[0] ?? null) as string | null,
  };
}

/** Agencies that ever told of anybody. */
export async function readSpeakingAgencies(pool: pg.Pool): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ agency: string }>(
    `SELECT agency FROM unnest($1::text[]) AS asked (agency)
     WHERE EXISTS (SELECT FROM outcomes.file WHERE file.agency = asked.agency)`,
    [hubAgencyNames],
  );
  return new Set(rows.map(({ agency }) => agency));
}
