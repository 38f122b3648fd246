import { defineEpisodes } from './define-episodes.ts';

/** Named contacts for closing claims of prisoners, of benefit centres (2:545–549). Public, and about nobody whom measures count. */
export const benefitCentreContact = defineEpisodes({
  name: 'benefit_centre_contact',
  describes: 'A time in which a benefit centre had a named contact for closing claims of prisoners.',
  about: 'register',
  version: 1,
  columns: {
    centre: { type: 'text', describes: 'Code of the benefit centre.' },
    from_on: { type: 'date', describes: 'First day.' },
    to_on: { type: 'date', describes: 'Last day; null while it goes on.' },
  },
  async derive({ client }) {
    const { rows } = await client.query<{
      readonly id: string;
      readonly centre: string;
      readonly from_on: string;
      readonly to_on: string | null;
    }>(
      `SELECT entry || ' ' || id AS id, at_code AS centre, from_day::text AS from_on, to_day::text AS to_on FROM outcomes.contact
       WHERE at_kind = 'benefit-centre' AND role = 'BENEFIT_CLOSURE' AND at_code IS NOT NULL AND from_day IS NOT NULL
       ORDER BY entry, id`,
    );
    return rows.map((row) => ({ ...row, personId: null }));
  },
});
