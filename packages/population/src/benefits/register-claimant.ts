import type { Life } from '../life.ts';
import { shortForms } from '../names/name-pool.ts';
import type { Random } from '../random.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { officeMoment, recordedInOffice } from '../time/office-hours.ts';

/** The claimant, on the day of the first claim. Returns the moment at which they were registered. */
export function registerClaimant({ person, timeline, log }: Life, random: Random, day: Day): Moment {
  const { nino, prisonerNumber } = person.identifiers;
  const { shortNameAtJobcentre, prisonerNumberAtJobcentre } = person.known;
  const wasInCustody = timeline.custody.some((stay) => stay.from < day);
  const registered = recordedInOffice(random, officeMoment(random, day));
  log.add('jobcentre', 'registerClaimant', registered, {
    nino,
    forename: shortNameAtJobcentre ? (shortForms.get(person.forename) ?? person.forename) : person.forename,
    surname: person.surname,
    dateOfBirth: isoDate(person.born),
    sex: person.sex,
    ...(wasInCustody && prisonerNumberAtJobcentre && { prisonerNumber }),
    officeCode: person.office.code,
  });
  return registered;
}
