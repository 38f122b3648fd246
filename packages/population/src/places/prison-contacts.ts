import { isoDate } from '../time/day.ts';
import { contactsIn } from './contact-post.ts';
import { heldPrisons } from './held-prisons.ts';
import type { PlaceFamily } from './place-family.ts';

/** Whom Jobcentres ask for at a prison. */
export const prisonContacts: PlaceFamily = {
  write(log) {
    for (const prisonId of heldPrisons) {
      const post = {
        agency: 'prisons',
        place: `prison/${prisonId}`,
        role: 'SINGLE_POINT_OF_CONTACT',
      } as const;
      for (const { key, id, name, email, phone, from, to } of contactsIn(post)) {
        log.add('prisons', 'appointPrisonContact', from, key, {
          prisonId,
          role: post.role,
          name,
          email,
          telephone: phone,
          from: isoDate(from),
        });
        if (to !== null) {
          log.add('prisons', 'endPrisonContact', to + 1, `${key}:end`, {
            prisonId,
            contactId: id,
            until: isoDate(to),
          });
        }
      }
    }
  },
};
