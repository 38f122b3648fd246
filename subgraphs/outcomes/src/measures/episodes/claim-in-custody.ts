import { type PlainDate, claimInCustody as ranInCustody } from '@throughgate/domain';
import { readReceptionsWithClaims } from '../../custody-claims/receptions-with-claims.ts';
import { regionOf } from '../../releases/region-of.ts';
import { aboutPerson } from './about-person.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';

/** A day after all others: what a rule says as of it depends on nothing that lies ahead. */
const endOfTime: PlainDate = '9999-12-31';

/**
 * Claims that ran when their claimant was received into prison: those of the list `custodyClaims`, by its rule, whatever became of
 * them. A claim that runs through two receptions is two. Transfers and returns from court begin no stay.
 */
export const claimInCustody = defineEpisodes({
  name: 'claim_in_custody',
  describes: 'A claim to benefit that was running when its claimant was received into prison.',
  about: 'person',
  version: 2,
  columns: {
    received_on: { type: 'date', describes: 'Day of the reception, from which on no benefit is due.' },
    closed_on: {
      type: 'date',
      describes:
        'Day by which the claim was closed with effect: the later of the day of closing and the first day for which no benefit is due.',
    },
    unpaid_from: {
      type: 'date',
      describes: 'First day of custody for which, by the closing, nothing was paid.',
    },
    ended_on: { type: 'date', describes: 'Day on which the stay ended.' },
    daily_rate_pence: { type: 'integer', describes: 'Standard benefit of a day, in pence.' },
    benefit: { type: 'text', describes: 'The benefit, for example JSA.' },
    sex: columns.sex,
    age: columns.age,
    prison_id: columns.prison_id,
    region_code: columns.region_code,
    benefit_centre_code: columns.benefit_centre_code,
  },
  computed: {
    // Of a register: in rows it would go out of date whenever a centre appoints somebody.
    named_contact: {
      ...columns.named_contact,
      reads: ['benefit_centre_contact'],
      sql: (episodes) => `
        SELECT e.id, EXISTS (
          SELECT 1 FROM (${episodes('benefit_centre_contact')}) AS k
          WHERE k.centre = e.benefit_centre_code AND k.from_on <= e.received_on
            AND (k.to_on IS NULL OR k.to_on >= e.received_on)) AS value
        FROM (${episodes('claim_in_custody')}) AS e WHERE e.benefit_centre_code IS NOT NULL`,
    },
  },
  async derive({ client, personIds, people, facts }) {
    const rows = await readReceptionsWithClaims(client, 'held.cluster_id = ANY ($1::uuid[])', [personIds]);
    const known = await facts(['caseRegion']);
    return rows.flatMap((row) => {
      const found = ranInCustody(row, row, endOfTime);
      if (found === null) return [];
      const { personId, receivedOn, closedOn, effectiveTo } = row;
      const person = known.get(personId);
      if (person === undefined) return [];
      return [
        {
          id: `${row.receptionId} ${row.claimId}`,
          personId,
          received_on: receivedOn,
          closed_on:
            closedOn !== null && effectiveTo !== null && effectiveTo > closedOn ? effectiveTo : closedOn,
          unpaid_from: found.unpaidFrom,
          ended_on: row.endedOn,
          daily_rate_pence: row.dailyRatePence,
          benefit: row.benefit,
          ...aboutPerson(people.get(personId), receivedOn),
          prison_id: row.prisonId,
          region_code: regionOf({ release: { prison_id: row.prisonId }, person }),
          benefit_centre_code: row.benefitCentreCode,
        },
      ];
    });
  },
});
