import { addDays, type PlainDate } from '@throughgate/domain';
import { aboutPerson } from './about-person.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { providerOn } from './provider-on.ts';
import { type ClaimOfClaimant, readClaims, readProgrammeReferrals } from './read-claimants.ts';
import { readSanctions } from './read-sanctions.ts';

/** Days after a sanction began within which leaving benefit counts as following it. */
const daysAfter = 28;

/** Sanctions that were applied, with whether the person was off benefit soon after. */
export const sanctionApplied = defineEpisodes({
  name: 'sanction_applied',
  describes: 'A sanction of a claimant that was applied and not overturned.',
  about: 'person',
  version: 1,
  columns: {
    from_on: { type: 'date', describes: 'First day for which benefit was cut.' },
    left_on: {
      type: 'date',
      describes:
        'Day in the 28 days from then on from which no benefit was due, not for work, and without another claim within those days.',
    },
    sex: columns.sex,
    age: columns.age,
    office_code: columns.office_code,
    provider_code: columns.provider_code,
  },
  async derive(context) {
    const { people } = context;
    const sanctions = await readSanctions(context);
    const claims = Map.groupBy(await readClaims(context), ({ person_id }) => person_id);
    const referrals = Map.groupBy(await readProgrammeReferrals(context), ({ person_id }) => person_id);
    return sanctions.map(({ id, person_id, claim_id, from_day }) => {
      const all = claims.get(person_id) ?? [];
      const claim = all.find((one) => one.id === claim_id);
      return {
        id,
        personId: person_id,
        from_on: from_day,
        left_on: claim === undefined ? null : leftOn(claim, all, from_day),
        ...aboutPerson(people.get(person_id), from_day),
        office_code: claim?.office_code ?? null,
        provider_code: providerOn(referrals.get(person_id) ?? [], from_day),
      };
    });
  },
});

function leftOn(claim: ClaimOfClaimant, all: readonly ClaimOfClaimant[], from: PlainDate): PlainDate | null {
  const { ended_on, closure_reason } = claim;
  const last = addDays(from, daysAfter);
  const isSoon = ended_on !== null && ended_on >= from && ended_on <= last;
  if (!isSoon || closure_reason === 'EMPLOYMENT' || closure_reason === 'PRISON') return null;
  const goesOn = all.some(
    (other) =>
      other.id !== claim.id &&
      other.entitled_from <= last &&
      (other.ended_on === null || other.ended_on > ended_on),
  );
  return goesOn ? null : ended_on;
}
