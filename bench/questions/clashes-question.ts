import pg from 'pg';
import { runOnce } from '../harness/bench-postgres.ts';
import type { Question } from './question.ts';

/** An office of its own, so that its page is the same in every hub, however many people that holds. */
const officeCode = 'JCP-BENCHMRK';
/** People who sign on there. */
const claimants = 400;
const period = { from: '2026-09-07T00:00:00.000Z', to: '2026-09-21T00:00:00.000Z' };
const travelMinutes = 30;

const query = `query ($filter: ClashFilter!, $first: Int!) {
  clashes(filter: $filter, first: $first) { edges { node {
    id kind startsAt minutes travelMinutes offender { id } first { ... on Signing { id } } second { ... on Appointment { id } }
  } } }
}`;

/**
 * Writes the office's people into a read model, as events would: each signs once, has a curfew to 9:15 and an appointment.
 * @param schema of the generation that readers see
 */
const people = (schema: string) => `
  CREATE TEMPORARY TABLE claimant AS
    SELECT n, md5('bench jobcentre ' || n)::uuid AS held, md5('bench probation ' || n)::uuid AS supervised,
      timestamp '2026-09-07 09:00' + (n % 5) * interval '1 day' + (n % 80) * interval '5 minutes' AS signs,
      timestamp '2026-09-07 09:00' + (n % 5) * interval '1 day' + (n * 7 % 90) * interval '5 minutes' AS appointed
    FROM generate_series(1, ${claimants}) AS n;
  INSERT INTO ${schema}.file (id, agency, key, cluster_id, forename, surname, date_of_birth, sex, described_at, described_version)
    SELECT id, agency, 'bench ' || n, held, 'Sam', 'Example', '1990-02-03', 'M', now(), 1
    FROM claimant CROSS JOIN LATERAL (VALUES (held, 'jobcentre'), (supervised, 'probation')) AS file (id, agency);
  INSERT INTO ${schema}.claimant_office (file_id, id, version, office_code) SELECT held, 'office', 1, '${officeCode}' FROM claimant;
  INSERT INTO ${schema}.engagement (file_id, id, version, kind, type, starts_at, ends_at, office_code, called_off)
    SELECT held, md5('bench signing ' || n)::uuid, 2, 'Signing', NULL, signs AT TIME ZONE 'Europe/London',
      (signs + interval '10 minutes') AT TIME ZONE 'Europe/London', '${officeCode}', false FROM claimant
    UNION ALL SELECT supervised, md5('bench appointment ' || n)::uuid, 2, 'Appointment', 'COAP',
      appointed AT TIME ZONE 'Europe/London', (appointed + interval '45 minutes') AT TIME ZONE 'Europe/London', NULL, false
    FROM claimant;
  INSERT INTO ${schema}.restriction (file_id, id, version, kind, source_type, source_id, from_day, to_day, windows, permissions)
    SELECT supervised, md5('bench restriction ' || n)::uuid, 3, 'CURFEW', 'Order', 'order', '2026-08-01', '2026-12-31',
      (SELECT jsonb_agg(jsonb_build_object('day', day, 'from', '21:00', 'until', '09:15'))
       FROM unnest(ARRAY['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']) AS day), '[]'
    FROM claimant;
  ANALYZE ${schema}.file, ${schema}.engagement, ${schema}.restriction, ${schema}.claimant_office`;

/** What somebody would write who only ever wants this one answer: signings against curfews, and against appointments. */
const statement = `
  WITH first AS (
    SELECT e.id, f.cluster_id, e.starts_at, e.ends_at, tstzrange(e.starts_at, e.ends_at) AS bare,
      tstzrange(e.starts_at - $4::interval, e.ends_at + $4::interval) AS wide,
      e.id || ' ' || to_char(e.starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS name
    FROM outcomes.engagement AS e JOIN outcomes.file AS f ON f.id = e.file_id
    WHERE e.office_code = $1 AND e.starts_at >= $2 AND e.starts_at < $3 AND e.kind = 'Signing' AND NOT e.called_off
  ), clash AS (
    SELECT 'SIGNING_IN_CURFEW ' || name AS id, cluster_id, starts_at, bare, wide, hours
    FROM first CROSS JOIN LATERAL (
      SELECT range_agg(tstzrange((d + w."from") AT TIME ZONE 'Europe/London',
        (d + w.until + CASE WHEN w.until <= w."from" THEN interval '1 day' ELSE interval '0' END) AT TIME ZONE 'Europe/London')) AS hours
      FROM outcomes.file AS m JOIN outcomes.restriction AS r ON r.file_id = m.id
      CROSS JOIN generate_series((lower(wide) AT TIME ZONE 'Europe/London')::date - interval '1 day',
        upper(wide) AT TIME ZONE 'Europe/London', interval '1 day') AS d
      CROSS JOIN jsonb_to_recordset(r.windows) AS w (day text, "from" time, until time)
      WHERE m.cluster_id = first.cluster_id AND w.day = trim(to_char(d, 'DAY'))
        AND r.from_day <= d AND (r.to_day IS NULL OR r.to_day >= d) AND r.ended_at IS NULL) AS curfew
    WHERE hours && wide
    UNION ALL
    SELECT 'SIGNING_AGAINST_APPOINTMENT ' || name || ' ' || s.id, first.cluster_id, first.starts_at, bare, wide,
      tstzmultirange(tstzrange(s.starts_at, s.ends_at))
    FROM first JOIN outcomes.file AS m ON m.cluster_id = first.cluster_id
    JOIN outcomes.engagement AS s ON s.file_id = m.id AND s.kind IN ('Appointment', 'InitialAssessment', 'Session')
      AND NOT s.called_off AND s.starts_at < upper(wide) AND s.ends_at > lower(wide)
  )
  SELECT id, cluster_id, (SELECT coalesce(sum(extract(epoch FROM upper(part) - lower(part))), 0)::int / 60
      FROM unnest(hours * tstzmultirange(bare)) AS part) AS minutes,
    (SELECT sum(extract(epoch FROM upper(part) - lower(part)))::int / 60
      FROM unnest(hours * tstzmultirange(wide)) AS part) AS with_journey
  FROM clash ORDER BY starts_at, id COLLATE "C" LIMIT $5`;

/** The clashes of an office and fortnight: what the work coach's screen begins with. */
export const clashesQuestion: Question = {
  name: 'clashes of an office and fortnight',
  async rows({ postgres }) {
    const url = postgres.databases.outcomes;
    const [active] = await runOnce<{ schema: string }>(
      url,
      `SELECT name || '_' || active_generation AS schema FROM hub.projection WHERE name = 'outcomes'`,
    );
    await runOnce(url, people(active?.schema ?? ''));
    return 100;
  },
  operation: (rows) => ({
    query,
    variables: { filter: { officeCodes: [officeCode], ...period, travelMinutes }, first: rows },
  }),
  byHand({ postgres }, rows) {
    const pool = new pg.Pool({ connectionString: postgres.databases.outcomes, max: 4 });
    const values = [officeCode, period.from, period.to, `${travelMinutes} minutes`, rows];
    return {
      async read() {
        const { rows: found } = await pool.query({ name: 'clashes', text: statement, values });
        return found.map(({ id, cluster_id, minutes, with_journey }) => [
          id,
          cluster_id,
          minutes,
          with_journey,
        ]);
      },
      [Symbol.asyncDispose]: () => pool.end(),
    };
  },
  answered(data) {
    const { clashes } = data as {
      clashes: {
        edges: {
          node: { id: string; minutes: number; travelMinutes: number; offender: { id: string } };
        }[];
      };
    };
    return clashes.edges.map(({ node }) => [
      node.id,
      node.offender.id,
      node.minutes,
      node.minutes + node.travelMinutes,
    ]);
  },
};
