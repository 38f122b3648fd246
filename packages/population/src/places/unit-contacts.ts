import { caseStudyUnits } from '../reference/case-study-estate.ts';
import { deliveryUnits } from '../reference/delivery-units.ts';
import { isoDate } from '../time/day.ts';
import { contactsIn } from './contact-post.ts';
import type { PlaceFamily } from './place-family.ts';

/** Single points of contact of probation delivery units, in the review's areas and Greater Manchester. */
export const unitContacts: PlaceFamily = {
  write(log) {
    for (const { code: deliveryUnitCode, regionCode } of deliveryUnits) {
      if (!caseStudyUnits.includes(deliveryUnitCode) && regionCode !== 'N50') continue;
      const post = { agency: 'probation', place: deliveryUnitCode, role: 'SINGLE_POINT_OF_CONTACT' } as const;
      for (const { key, id, name, email, phone, from, to } of contactsIn(post)) {
        const about = { deliveryUnitCode, role: post.role, name, email, phone };
        log.add('probation', 'appointUnitContact', from, key, { ...about, from: isoDate(from) });
        if (to !== null) {
          log.add('probation', 'endUnitContact', to + 1, `${key}:end`, {
            deliveryUnitCode,
            contactId: id,
            to: isoDate(to),
          });
        }
      }
    }
  },
};
