import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Contacts of providers and programmes with people outside booked sessions. */
export const supportContact = defineFact({
  table: 'support_contact',
  about: 'person',
  version: 1,
  columns: {
    at_day: 'date',
    /** Code of its kind. */
    kind: 'text',
    /** Code of whether the person was there, or was reached; null where nobody said. */
    attended: 'text',
  },
  indexes: [],
  events: {
    providers: {
      'providers.contact.made': contactRow,
      'providers.support-contact.made': contactRow,
    },
  },
});

function contactRow(data: FactData) {
  const id = data.text('contact.id');
  if (id === null) return [];
  return [
    {
      id,
      at_day: data.day('contact.at'),
      kind: data.code('contact.kind'),
      attended: data.code('contact.attended'),
    },
  ];
}
