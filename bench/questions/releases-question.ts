import { prisonsOfRegion, probationRegion } from '@throughgate/domain';
import pg from 'pg';
import { runOnce } from '../harness/bench-postgres.ts';
import type { Question } from './question.ts';

const regionCode = 'N50';
const regionName = probationRegion(regionCode)?.name ?? '';
const period = { from: '2026-01-01', to: '2026-03-31' };

const query = `query ($filter: ReleaseFilter!, $first: Int!) {
  releases(filter: $filter, first: $first) { edges { node {
    releasedAt daysServed sentenceDays prison { id } transfersInLast28Days dateMoves
    offender { id identifiers { crns prisonerNumbers ninos } }
    firstMoney { source paidOn daysFromRelease }
  } } }
}`;

/** Whose releases they are: of the region by the case, else by the prison. */
const ofRegion = `
  FROM outcomes.release AS r JOIN outcomes.file AS owner ON owner.id = r.file_id AND owner.described_at IS NOT NULL
  WHERE r.released_at >= '2026-01-01T00:00:00Z' AND r.released_at < '2026-03-31T23:00:00Z'
    AND coalesce((SELECT placed.region_code FROM outcomes.file AS member
        JOIN outcomes.case_region AS placed ON placed.file_id = member.id
        WHERE member.cluster_id = owner.cluster_id AND member.agency = 'probation'
        ORDER BY placed.version DESC, member.id LIMIT 1) = $1,
      r.prison_id = ANY ($2::text[]))
    AND NOT EXISTS (SELECT FROM outcomes.file AS other JOIN outcomes.release AS later ON later.file_id = other.id
      WHERE other.cluster_id = owner.cluster_id AND later.released_on = r.released_on
        AND (later.released_at, later.id) > (r.released_at, r.id))`;

/** What somebody would write who only ever wants this one answer. */
const statement = `
  SELECT page.released_at, page.released_on - page.started_on AS days_served, page.prison_id, page.cluster_id AS id,
    (SELECT coalesce(max(s.days) FILTER (WHERE s.consecutive_to IS NULL), 0)::int
        + coalesce(sum(s.days) FILTER (WHERE s.consecutive_to IS NOT NULL), 0)::int
      FROM outcomes.sentence AS s
      LEFT JOIN outcomes.custody_stay AS stay ON (stay.file_id, stay.id) = (s.file_id, s.booking_id)
      CROSS JOIN LATERAL (SELECT coalesce(s.booking_id = page.booking_id, s.imposed_on >= page.started_on) AS of_stay) AS place
      WHERE s.file_id = page.file_id AND s.imposed_on <= page.released_on
        AND (of_stay OR (page.recall IS NOT FALSE AND page.legal_status IS DISTINCT FROM 'REMAND'
          AND (stay.book_number = page.book_number OR (s.booking_id IS NULL AND s.expires_on >= page.started_on))))
      GROUP BY of_stay ORDER BY of_stay DESC LIMIT 1) AS sentence_days,
    (SELECT count(*)::int FROM outcomes.transfer AS t WHERE t.file_id = page.file_id
      AND t.at BETWEEN page.started_at AND page.released_at
      AND (t.at AT TIME ZONE 'Europe/London')::date >= page.released_on - 28) AS transfers,
    (SELECT count(*)::int FROM outcomes.key_date_revision AS k WHERE k.file_id = page.file_id
      AND k.booking_id = page.booking_id AND k.calculated_on <= page.released_on AND k.moved_days <> 0) AS moves,
    (SELECT json_object_agg(kind, ids) FROM (
      SELECT kind, json_agg(DISTINCT value ORDER BY value) AS ids FROM outcomes.file AS member
        JOIN outcomes.identifier ON identifier.file_id = member.id
      WHERE member.cluster_id = page.cluster_id AND kind IN ('crn', 'prisonerNumber', 'nino') GROUP BY kind) AS by_kind) AS identifiers,
    money.source, money.paid_on::text, money.paid_on - page.released_on AS after
  FROM (SELECT r.*, owner.cluster_id ${ofRegion} ORDER BY r.released_at, r.id LIMIT $3) AS page
  LEFT JOIN LATERAL (
    SELECT m.source, m.paid_on FROM outcomes.file AS member JOIN outcomes.money_paid AS m ON m.file_id = member.id
    WHERE member.cluster_id = page.cluster_id AND m.source <> 'ADVANCE' AND m.paid_on BETWEEN page.released_on AND least(current_date, (SELECT min(stay.started_on) FROM outcomes.file AS mine
        JOIN outcomes.custody_stay AS stay ON stay.file_id = mine.id
        WHERE mine.cluster_id = page.cluster_id AND stay.started_at > page.released_at AND stay.id <> page.booking_id))
    ORDER BY m.paid_on, m.id LIMIT 1) AS money ON true
  ORDER BY page.released_at, page.id`;

/** The releases of a region and quarter: what the commissioner's screen begins with. */
export const releasesQuestion: Question = {
  name: 'releases of a region and quarter',
  async rows({ postgres }) {
    const [found] = await runOnce<{ count: number }>(
      postgres.databases.outcomes,
      `SELECT count(*)::int AS count ${ofRegion}`,
      [regionCode, prisonsOfRegion(regionName)],
    );
    return Math.min(100, found?.count ?? 0);
  },
  operation: (rows) => ({
    query,
    variables: { filter: { ...period, regionCodes: [regionCode] }, first: rows },
  }),
  byHand({ postgres }, rows) {
    const pool = new pg.Pool({ connectionString: postgres.databases.outcomes, max: 4 });
    const values = [regionCode, prisonsOfRegion(regionName), rows];
    return {
      async read() {
        const { rows: found } = await pool.query({ name: 'releases', text: statement, values });
        return found.map((row) => [
          row.released_at.toISOString(),
          row.days_served,
          row.sentence_days,
          row.prison_id,
          row.transfers,
          row.moves,
          row.id,
          row.identifiers?.crn ?? [],
          row.identifiers?.prisonerNumber ?? [],
          row.identifiers?.nino ?? [],
          row.source === null
            ? null
            : { source: row.source, paidOn: row.paid_on, daysFromRelease: row.after },
        ]);
      },
      [Symbol.asyncDispose]: () => pool.end(),
    };
  },
  answered(data) {
    const { releases } = data as { releases: { edges: { node: AnsweredRelease }[] } };
    return releases.edges.map(({ node }) => [
      node.releasedAt,
      node.daysServed,
      node.sentenceDays,
      node.prison.id,
      node.transfersInLast28Days,
      node.dateMoves,
      node.offender.id,
      node.offender.identifiers.crns,
      node.offender.identifiers.prisonerNumbers,
      node.offender.identifiers.ninos,
      node.firstMoney,
    ]);
  },
};

interface AnsweredRelease {
  readonly releasedAt: string;
  readonly daysServed: number;
  readonly sentenceDays: number | null;
  readonly prison: { readonly id: string };
  readonly transfersInLast28Days: number;
  readonly dateMoves: number;
  readonly offender: {
    readonly id: string;
    readonly identifiers: Readonly<Record<'crns' | 'prisonerNumbers' | 'ninos', readonly string[]>>;
  };
  readonly firstMoney: {
    readonly source: string;
    readonly paidOn: string;
    readonly daysFromRelease: number;
  } | null;
}
