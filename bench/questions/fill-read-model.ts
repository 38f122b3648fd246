import { prisons, probationRegions } from '@throughgate/domain';
import { runOnce } from '../harness/bench-postgres.ts';

/** A text as SQL writes it. */
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const arrayOf = (texts: readonly string[]) => `ARRAY[${texts.map(quoted).join(', ')}]`;

/**
 * Rows of people as the events of their years in and out of prison would leave them: files of three agencies, three stays that end in
 * a release, and what was recorded of each. Every number follows from the person's, so a read model of more people begins with those of fewer.
 */
const statements = (schema: string, people: number) => `
  SET search_path = ${schema};
  CREATE TEMPORARY TABLE someone AS
    SELECT n, md5('fill prisons ' || n)::uuid AS held, md5('fill probation ' || n)::uuid AS supervised,
      md5('fill jobcentre ' || n)::uuid AS claiming,
      (${arrayOf(probationRegions().map(({ code }) => code))})[1 + n % ${probationRegions().length}] AS region,
      (${arrayOf(prisons().map(({ id }) => id))})[1 + n * 7 % ${prisons().length}] AS prison
    FROM generate_series(1, ${people}) AS n;
  CREATE TEMPORARY TABLE stay AS
    SELECT *, n || '-' || s AS booking, begins + 60 + n % 60 AS ends,
      (begins + time '10:00' + n % 600 * interval '1 second') AT TIME ZONE 'Europe/London' AS began,
      (begins + 60 + n % 60 + time '08:00' + n % 7200 * interval '1 second') AT TIME ZONE 'Europe/London' AS ended
    FROM (SELECT someone.*, s, date '2024-01-01' + n * 37 % 300 + s * 200 AS begins
      FROM someone CROSS JOIN generate_series(1, 3) AS s) AS placed;
  INSERT INTO file (id, agency, key, cluster_id, forename, surname, date_of_birth, sex, described_at, described_version)
    SELECT id, agency, 'fill ' || n, held, 'Sam', 'Example', date '1970-01-01' + n % 9000, CASE n % 20 WHEN 0 THEN 'F' ELSE 'M' END, now(), 1
    FROM someone CROSS JOIN LATERAL (VALUES (held, 'prisons'), (supervised, 'probation'), (claiming, 'jobcentre')) AS file (id, agency);
  INSERT INTO identifier (kind, value, file_id)
    SELECT kind, kind || n, id FROM someone CROSS JOIN LATERAL (VALUES (held, 'prisonerNumber'), (supervised, 'prisonerNumber'),
      (supervised, 'crn'), (claiming, 'nino')) AS one (id, kind);
  INSERT INTO case_region (file_id, id, version, region_code) SELECT supervised, 'region', 1, region FROM someone WHERE n % 5 <> 0;
  INSERT INTO release (file_id, id, version, released_at, released_on, prison_id, booking_id, started_at, started_on, book_number, legal_status, recall)
    SELECT held, md5('fill release ' || booking), 9, ended, ends, prison, booking, began, begins, booking, 'SENTENCED', n % 9 = 0 FROM stay;
  INSERT INTO custody_stay (file_id, id, version, started_at, started_on, ended_at, book_number)
    SELECT held, booking, 9, began, begins, ended, booking FROM stay;
  INSERT INTO sentence (file_id, id, version, imposed_on, days, expires_on, booking_id)
    SELECT held, 'sentence ' || booking, 2, begins + 1, 120 + n % 200, begins + 121 + n % 200, booking FROM stay;
  INSERT INTO transfer (file_id, id, version, at, prison_id)
    SELECT held, 'transfer ' || booking || moved, 3, ended - moved * 20 * interval '1 day', prison FROM stay CROSS JOIN generate_series(1, 2) AS moved;
  INSERT INTO key_date_revision (file_id, id, version, booking_id, calculated_on, moved_days)
    SELECT held, 'dates ' || booking || again, 4, booking, begins + again, CASE WHEN again > 1 THEN n % 3 END FROM stay CROSS JOIN generate_series(1, 2) AS again;
  INSERT INTO adviser_interview (file_id, id, version, booked_on, held, event_id)
    SELECT held, 'seen ' || booking, 5, ends - 30, true, md5('fill seen ' || booking) FROM stay;
  INSERT INTO release_address (file_id, id, version, booking_id, kind, known_on, event_id)
    SELECT held, 'address ' || booking, 6, booking, 'SETTLED', ends - 5, md5('fill address ' || booking) FROM stay;
  INSERT INTO supervision (file_id, id, version, kind, title, begins, planned_end)
    SELECT supervised, 'licence ' || booking, 2, 'LICENCE', 'Licence', ends, ends + 180 FROM stay;
  INSERT INTO case_manager (file_id, id, version, name, unit_code, unit_name, begins)
    SELECT supervised, 'manager ' || booking, 3, 'Pat Example', 'UNIT' || n % 100, 'A unit', begins FROM stay;
  INSERT INTO claim (file_id, id, version, benefit, state, claimed_on, entitled_from, opened_on, event_id)
    SELECT claiming, 'claim ' || booking, 2, 'UC', 'OPEN', ends + 1, ends + 1, ends + 1, md5('fill claim ' || booking) FROM stay;
  INSERT INTO money_paid (file_id, id, version, source, paid_on, amount_pence, claim_id)
    SELECT claiming, 'paid ' || booking || month, 2, CASE month WHEN 0 THEN 'ADVANCE' ELSE 'BENEFIT' END, ends + 5 + month * 30 + n % 9, 40000, 'claim ' || booking
    FROM stay CROSS JOIN generate_series(0, 2) AS month;
  INSERT INTO engagement (file_id, id, version, kind, type, starts_at, ends_at, called_off, booked_on)
    SELECT supervised, md5('fill meeting ' || booking || ' ' || week), 2, 'Appointment', 'COAP', ended + week * interval '7 days',
      ended + week * interval '7 days' + interval '45 minutes', false, ends FROM stay CROSS JOIN generate_series(1, 4) AS week;
  INSERT INTO event (id, file_id, occurred_at, recorded_at, learnt_at, agency, type, title, subject_type, subject_id)
    SELECT md5('fill event ' || booking || ' ' || week)::uuid, supervised, ended, ended, ended, 'probation', 'probation.appointment.booked',
      'Appointment booked', 'Appointment', md5('fill meeting ' || booking || ' ' || week) FROM stay CROSS JOIN generate_series(1, 4) AS week;
  INSERT INTO spell (file_id, id, kind, agency, begins, ends, version)
    SELECT held, booking, 'CUSTODY', 'prisons', begins, ends, 9 FROM stay;
  DROP TABLE stay, someone`;

/**
 * Writes so many people into the read model that readers of an outcomes database see, beside whoever is in it: what takes a hub half an hour to
 * load, and as quick to read.
 */
export async function fillReadModel(url: string, people: number): Promise<void> {
  const [active] = await runOnce<{ schema: string }>(
    url,
    `SELECT name || '_' || active_generation AS schema FROM hub.projection WHERE name = 'outcomes'`,
  );
  await runOnce(url, statements(active?.schema ?? '', people));
  await runOnce(url, 'VACUUM (ANALYZE, SKIP_LOCKED)');
}
