import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Programmes that were opened in a provider's register, with how often they mean to see people. */
export const programme = defineFact({
  table: 'programme',
  about: 'register',
  version: 1,
  columns: {
    code: 'text',
    organisation_code: 'text',
    visits_before: 'integer',
    visits_after: 'integer',
    days_after: 'integer',
  },
  indexes: [['code']],
  events: {
    providers: {
      'providers.programme.opened': programmeRow,
      'providers.programme.closed': programmeRow,
    },
  },
});

function programmeRow(data: FactData) {
  const code = data.text('programme.code');
  if (code === null) return [];
  return [
    {
      id: code,
      code,
      organisation_code: data.text('programme.organisation.code'),
      visits_before: data.integer('programme.visitsBefore'),
      visits_after: data.integer('programme.visitsAfter'),
      days_after: data.integer('programme.daysAfter'),
    },
  ];
}
