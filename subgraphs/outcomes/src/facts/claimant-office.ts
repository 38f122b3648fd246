import { londonDate } from '@throughgate/domain';
import { defineFact } from './fact.ts';

/** The office of each claimant, as it is now. Claimants of before have an office without a code: none is known of them. */
export const claimantOffice = defineFact({
  table: 'claimant_office',
  about: 'person',
  version: 2,
  columns: { office_code: 'text', from_day: 'date' },
  indexes: [['office_code']],
  events: {
    jobcentre: {
      'jobcentre.claimant.registered': (data, { occurredAt }) => [
        {
          id: 'office',
          office_code: data.text('officeCode'),
          from_day: londonDate(occurredAt),
        },
      ],
      'jobcentre.claimant.moved': (data) => [
        {
          id: 'office',
          office_code: data.text('claimant.officeCode'),
          from_day: data.day('claimant.from'),
        },
      ],
    },
  },
});
