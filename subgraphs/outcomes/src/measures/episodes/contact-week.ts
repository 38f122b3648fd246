import { addDays, type PlainDate } from '@throughgate/domain';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { readReferrals } from './read-referrals.ts';

/** Weeks from the initial assessment for which contact is counted. Records as of questions.md C9: contact within 13 weeks. */
const weeks = 13;

/**
 * The first weeks of support, one by one, with whether the provider met or reached the person in it: at a session, or in a contact beside
 * sessions, at which the person was there. Weeks are counted and not contacts, so that three calls on a day are not thrice as much, and only
 * whole weeks before the referral ended, so that who leaves early is not taken for parked.
 */
export const contactWeek = defineEpisodes({
  name: 'contact_week',
  describes: 'One of the first 13 weeks after the initial assessment in which a participant was supported.',
  about: 'person',
  version: 1,
  columns: {
    sex: columns.sex,
    age: columns.age,
    complexity: columns.complexity,
    provider_code: columns.provider_code,
    contract_reference: columns.contract_reference,
    region_code: columns.region_code,
    delivery_unit_code: columns.delivery_unit_code,
    sentence_days: columns.sentence_days,
    co_located: columns.co_located,
    assessed_on: { type: 'date', describes: 'Day of the initial assessment, after which the weeks begin.' },
    approved_on: { type: 'date', describes: 'Day on which probation approved the action plan.' },
    week: { type: 'integer', describes: 'Which week it is, from 1.' },
    to_on: { type: 'date', describes: 'Its last day.' },
    contacted: { type: 'boolean', describes: 'Whether the person was met or reached in it.' },
  },
  async derive(context) {
    const referrals = await readReferrals(context);
    const { rows } = await context.client.query<{
      readonly id: string;
      readonly days: readonly PlainDate[];
    }>(
      `SELECT key AS id, array_agg(DISTINCT day::text) AS days FROM outcomes.file
       CROSS JOIN LATERAL (
         SELECT at_day AS day FROM outcomes.support_contact AS row
         WHERE row.file_id = file.id AND attended IN ('YES', 'LATE')
         UNION ALL
         SELECT (starts_at AT TIME ZONE 'Europe/London')::date FROM outcomes.engagement AS row
         WHERE row.file_id = file.id AND kind = 'Session' AND outcome IN ('YES', 'LATE')
       ) AS contact
       WHERE cluster_id = ANY ($1::uuid[]) AND agency = 'providers' AND day IS NOT NULL GROUP BY key`,
      [context.personIds],
    );
    const contacts = new Map(rows.map(({ id, days }) => [id, days]));
    return referrals.flatMap((one) => {
      const { assessed_on, approved_on, ended_on } = one;
      if (assessed_on === null || approved_on === null) return [];
      const days = contacts.get(one.id) ?? [];
      return Array.from({ length: weeks }, (_, index) => {
        const from_on = addDays(assessed_on, index * 7 + 1);
        const to_on = addDays(from_on, 6);
        return {
          id: `${one.id} ${index + 1}`,
          personId: one.personId,
          sex: one.sex,
          age: one.age,
          complexity: one.complexity,
          provider_code: one.provider_code,
          contract_reference: one.contract_reference,
          region_code: one.region_code,
          delivery_unit_code: one.delivery_unit_code,
          sentence_days: one.sentence_days,
          co_located: one.co_located,
          assessed_on,
          approved_on,
          week: index + 1,
          to_on,
          contacted: days.some((day) => day >= from_on && day <= to_on),
        };
      }).filter(({ to_on }) => ended_on === null || to_on < ended_on);
    });
  },
});
