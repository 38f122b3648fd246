import type { PlainDate } from '@throughgate/domain';
import { defineEpisodes } from './define-episodes.ts';

const columns = {
  key_worker: {
    type: 'text',
    describes: 'The worker: code of the provider and code of the worker.',
    names: true,
  },
  from_on: { type: 'date', describes: 'Day of the assignment.' },
  to_on: {
    type: 'date',
    describes: 'Day on which it ended: with the next assignment or with the referral; null while it lasts.',
  },
} as const;

/** An assignment as the read model has it, with the day on which it is over. */
interface AssignmentRow {
  readonly person_id: string;
  readonly id: string;
  readonly key_worker: string;
  readonly from_on: PlainDate;
  readonly to_on: PlainDate | null;
}

/**
 * Times in which a referral was a key worker's: what caseloads are counted from. An assignment ends as its event says, or
 * with the one that follows, or with the referral.
 */
export const keyWorkerAssignment = defineEpisodes({
  name: 'key_worker_assignment',
  describes: 'One time in which a referral was a key worker’s.',
  about: 'person',
  version: 1,
  columns,
  async derive({ client, personIds }) {
    const { rows } = await client.query<AssignmentRow>(
      `SELECT file.cluster_id AS person_id, row.file_id || ' ' || row.id AS id,
         referral.provider_code || '/' || row.worker_code AS key_worker, row.from_day::text AS from_on,
         least(row.to_day, referral.ended_on, lead(row.from_day) OVER (
           PARTITION BY row.file_id ORDER BY row.from_day, row.version, row.id))::text AS to_on
       FROM outcomes.file JOIN outcomes.referral ON referral.file_id = file.id
       JOIN outcomes.key_worker_assignment AS row ON row.file_id = file.id
       WHERE file.cluster_id = ANY ($1::uuid[])
       ORDER BY row.file_id, row.id`,
      [personIds],
    );
    return rows.map(({ person_id, ...row }) => ({ ...row, personId: person_id }));
  },
});
