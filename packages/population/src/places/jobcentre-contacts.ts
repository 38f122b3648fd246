import { benefitCentres, jobcentreOfficesFor } from '@throughgate/domain';
import { caseStudyUnits } from '../reference/case-study-estate.ts';
import { deliveryUnits } from '../reference/delivery-units.ts';
import { isoDate } from '../time/day.ts';
import { type ContactPost, contactsIn } from './contact-post.ts';
import type { PlaceFamily } from './place-family.ts';

/** Units whose offices have single points of contact on record: the review's areas and Greater Manchester. */
const recordedUnits = deliveryUnits.filter(
  ({ code, regionCode }) => caseStudyUnits.includes(code) || regionCode === 'N50',
);

const posts: readonly ContactPost[] = [
  ...benefitCentres().map(
    ({ code }) => ({ agency: 'jobcentre', place: code, role: 'BENEFIT_CLOSURE' }) as const,
  ),
  ...[
    ...new Set(recordedUnits.flatMap(({ code }) => jobcentreOfficesFor(code).map((office) => office.code))),
  ].map((place) => ({ agency: 'jobcentre', place, role: 'SINGLE_POINT_OF_CONTACT' }) as const),
];

/** Named contacts for closing claims at the benefit centres, and single points of contact of Jobcentre offices. */
export const jobcentreContacts: PlaceFamily = {
  write(log) {
    for (const post of posts) {
      const placeCode = post.place;
      for (const { key, id, name, email, phone, from, to } of contactsIn(post)) {
        const about = { placeCode, role: post.role, name, email, phone };
        log.add('jobcentre', 'appointJobcentreContact', from, key, { ...about, from: isoDate(from) });
        if (to !== null) {
          log.add('jobcentre', 'endJobcentreContact', to + 1, `${key}:end`, {
            placeCode,
            contactId: id,
            to: isoDate(to),
          });
        }
      }
    }
  },
};
