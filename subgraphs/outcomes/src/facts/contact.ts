import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Who is named, and was, by whom others reach an office or a benefit centre. */
export const contact = defineFact({
  table: 'contact',
  about: 'register',
  version: 1,
  columns: {
    /** What it is a contact of: `office` or `benefit-centre`. */
    at_kind: 'text',
    at_code: 'text',
    role: 'text',
    from_day: 'date',
    /** Last day; null while it goes on. */
    to_day: 'date',
  },
  indexes: [['at_code', 'role']],
  events: {
    jobcentre: {
      'jobcentre.contact.appointed': contactRow,
      'jobcentre.contact.ended': contactRow,
    },
  },
});

function contactRow(data: FactData) {
  const id = data.text('contact.id');
  if (id === null) return [];
  return [
    {
      id,
      at_kind: data.text('at.kind') ?? data.code('at.kind'),
      at_code: data.text('at.code'),
      role: data.code('contact.role'),
      from_day: data.day('contact.from'),
      to_day: data.day('contact.to'),
    },
  ];
}
