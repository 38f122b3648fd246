import { addDays, workProgrammeMandation } from '@throughgate/domain';
import { releasesOfPeople } from '../../releases/read-releases.ts';
import { aboutPerson } from './about-person.ts';
import { columns } from './columns.ts';
import { defineEpisodes } from './define-episodes.ts';
import { readClaims, readProgrammeReferrals } from './read-claimants.ts';

/** Days after release within which a claim brings a referral, and the referral is to be made. */
const thirteenWeeks = 91;

/**
 * Claims of Jobseeker's Allowance that obliged a prison leaver to be referred to the Work Programme, by the rule of the Jobcentre
 * (`workProgrammeMandation`): from day one, or within 13 weeks of release. Claims that obliged to it after nine or twelve months are none.
 */
export const programmeDue = defineEpisodes({
  name: 'programme_due',
  describes: 'A claim that obliged somebody released from prison to be referred to the Work Programme.',
  about: 'person',
  version: 1,
  columns: {
    due_on: { type: 'date', describes: 'Day from which the referral was due.' },
    limit_on: { type: 'date', describes: 'Last day on which it was in time.' },
    referred_on: {
      type: 'date',
      describes: 'Day of the first mandatory referral to the programme from the release on.',
    },
    sex: columns.sex,
    age: columns.age,
    office_code: columns.office_code,
    referral_basis: columns.referral_basis,
    programme_code: columns.programme_code,
    provider_code: columns.provider_code,
  },
  async derive(context) {
    const { client, personIds, people } = context;
    const claims = await readClaims(context);
    const referrals = Map.groupBy(await readProgrammeReferrals(context), ({ person_id }) => person_id);
    const releases = Map.groupBy(await releasesOfPeople(client, personIds), ({ person_id }) => person_id);
    return claims.flatMap(({ id, person_id, benefit, entitled_from, office_code }) => {
      // Releases come with the latest first.
      const release = releases.get(person_id)?.find(({ released_on }) => released_on <= entitled_from);
      const dateOfBirth = people.get(person_id)?.dateOfBirth;
      if (release === undefined || dateOfBirth == null) return [];
      const { released_on: releasedOn } = release;
      const mandation = workProgrammeMandation({
        benefit,
        entitledFrom: entitled_from,
        releasedOn,
        dateOfBirth,
      });
      if (mandation === null) return [];
      const { basis, from } = mandation;
      if (basis !== 'DAY_ONE' && basis !== 'WITHIN_13_WEEKS') return [];
      const referral = referrals
        .get(person_id)
        ?.find(
          ({ programme, mandatory, referred_on }) =>
            programme === 'WORK_PROGRAMME' && mandatory === true && referred_on >= releasedOn,
        );
      return [
        {
          id,
          personId: person_id,
          due_on: from,
          limit_on: basis === 'DAY_ONE' ? from : addDays(releasedOn, thirteenWeeks),
          referred_on: referral?.referred_on ?? null,
          ...aboutPerson(people.get(person_id), from),
          office_code,
          referral_basis: basis,
          programme_code: 'WORK_PROGRAMME',
          provider_code: referral?.provider_code ?? null,
        },
      ];
    });
  },
});
