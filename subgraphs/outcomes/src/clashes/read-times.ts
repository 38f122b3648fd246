import { prepared } from '@throughgate/database';
import type { Interval, PlainDate, WeeklyWindow } from '@throughgate/domain';
import type pg from 'pg';
import { custodyStay } from '../facts/custody-stay.ts';
import { type EngagementKind, engagement } from '../facts/engagement.ts';
import { job } from '../facts/job.ts';
import { type RestrictionPermission, restriction } from '../facts/restriction.ts';
import { toldBy } from '../facts/told-by.ts';
import type { Curfew, Meeting, TimeOfPerson, Work } from './time-of-person.ts';

interface MeetingRow {
  readonly person_id: string;
  readonly id: string;
  readonly kind: EngagementKind;
  readonly type: string | null;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly office_code: string | null;
  readonly called_off: boolean;
  readonly same_as: string | null;
}

interface CurfewRow {
  readonly person_id: string;
  readonly id: string;
  readonly from_day: PlainDate | null;
  readonly to_day: PlainDate | null;
  readonly ended_at: Date | null;
  readonly windows: readonly WeeklyWindow[];
  readonly permissions: readonly RestrictionPermission[];
}

interface JobRow {
  readonly person_id: string;
  readonly id: string;
  readonly from_day: PlainDate | null;
  readonly to_day: PlainDate | null;
  readonly shifts: readonly WeeklyWindow[];
}

interface StayRow {
  readonly person_id: string;
  readonly started_at: Date;
  readonly ended_at: Date | null;
}

/** The files of people, given by the ids of their clusters. */
const files = `FROM unnest($1::uuid[]) AS person (id) JOIN outcomes.file ON file.cluster_id = person.id`;

/**
 * Reads what takes people's time within a stretch of it, of all agencies' files, with four statements. Meetings are read
 * from a day before on, since one may last into the stretch.
 * @param personIds ids of clusters
 */
export async function readTimes(
  pool: Pick<pg.ClientBase, 'query'>,
  personIds: readonly string[],
  { from, until }: Interval,
): Promise<Map<string, TimeOfPerson>> {
  if (personIds.length === 0) return new Map();
  const given: unknown[] = [personIds, new Date(from), new Date(until)];
  const [meetings, curfews, jobs, stays] = await Promise.all([
    pool.query<MeetingRow>(
      prepared(
        `SELECT person.id AS person_id, engagement.id, kind, type, starts_at, ends_at, office_code, called_off, same_as
       ${files} JOIN outcomes.engagement ON file_id = file.id AND ${toldBy(engagement, 'file')}
       WHERE starts_at > $2::timestamptz - interval '1 day' AND starts_at < $3 AND ends_at > $2`,
        given,
      ),
    ),
    pool.query<CurfewRow>(
      prepared(
        `SELECT person.id AS person_id, restriction.id, from_day, to_day, ended_at, windows, permissions
       ${files} JOIN outcomes.restriction ON file_id = file.id AND ${toldBy(restriction, 'file')}
       WHERE windows <> '[]' AND (from_day IS NULL OR from_day <= ($3::timestamptz AT TIME ZONE 'Europe/London')::date)
         AND (to_day IS NULL OR to_day >= ($2::timestamptz AT TIME ZONE 'Europe/London')::date)
         AND (ended_at IS NULL OR ended_at > $2)
       ORDER BY restriction.id`,
        given,
      ),
    ),
    pool.query<JobRow>(
      prepared(
        `SELECT person.id AS person_id, job.id, from_day, to_day, shifts
       ${files} JOIN outcomes.job ON file_id = file.id AND ${toldBy(job, 'file')}
       WHERE shifts <> '[]' AND from_day <= ($3::timestamptz AT TIME ZONE 'Europe/London')::date
         AND (to_day IS NULL OR to_day >= ($2::timestamptz AT TIME ZONE 'Europe/London')::date - 1)
       ORDER BY job.id`,
        given,
      ),
    ),
    pool.query<StayRow>(
      prepared(
        `SELECT person.id AS person_id, started_at, ended_at
       ${files} JOIN outcomes.custody_stay ON file_id = file.id AND ${toldBy(custodyStay, 'file')}
       WHERE started_at < $3 AND (ended_at IS NULL OR ended_at > $2)`,
        given,
      ),
    ),
  ]);
  const meetingsOf = Map.groupBy(meetings.rows, ({ person_id }) => person_id);
  const curfewsOf = Map.groupBy(curfews.rows, ({ person_id }) => person_id);
  const jobsOf = Map.groupBy(jobs.rows, ({ person_id }) => person_id);
  const staysOf = Map.groupBy(stays.rows, ({ person_id }) => person_id);
  return new Map(
    personIds.map((id) => [
      id,
      {
        meetings: (meetingsOf.get(id) ?? []).map(meetingOf),
        curfews: (curfewsOf.get(id) ?? []).map(curfewOf),
        jobs: (jobsOf.get(id) ?? []).map(workOf),
        stays: (staysOf.get(id) ?? []).map(({ started_at, ended_at }) => ({
          from: started_at.getTime(),
          until: ended_at?.getTime() ?? Number.POSITIVE_INFINITY,
        })),
      },
    ]),
  );
}

function meetingOf(row: MeetingRow): Meeting {
  return {
    id: row.id,
    kind: row.kind,
    type: row.type,
    from: row.starts_at.getTime(),
    until: row.ends_at.getTime(),
    officeCode: row.office_code,
    calledOff: row.called_off,
    sameAs: row.same_as,
  };
}

function curfewOf(row: CurfewRow): Curfew {
  return {
    id: row.id,
    fromDay: row.from_day,
    toDay: row.to_day,
    endedAt: row.ended_at?.getTime() ?? null,
    windows: row.windows,
    permissions: row.permissions.map(({ from, until }) => ({
      from: Date.parse(from),
      until: Date.parse(until),
    })),
  };
}

function workOf({ id, from_day, to_day, shifts }: JobRow): Work {
  return { id, fromDay: from_day, toDay: to_day, shifts };
}
