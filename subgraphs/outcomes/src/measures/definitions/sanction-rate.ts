import type { RateMeasure } from '@throughgate/measures';

/** How often claimants are sanctioned. */
export const sanctionRate: RateMeasure = {
  id: 'sanction-rate',
  title: 'Sanctions for 100 claimant months',
  question: 'In how many of a hundred months on benefit does a sanction begin?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'rate',
  per: 100,
  episode: 'claiming_months',
  population: {
    words:
      'Calendar months in which somebody had a claim to benefit on some day; each person once in each month',
    sql: 'e.from_on <= s.day AND (e.to_on IS NULL OR e.to_on >= s.day)',
  },
  day: 's.day',
  onLastDayOf: 'MONTH',
  clockStart: null,
  window: 'The calendar month; a month counts once it is over',
  exclusions: [],
  numerator: {
    words: 'A sanction began in the month that was applied and not overturned; several count once',
    sql: "contains(e.sanctioned_in, strftime(s.day, '%Y-%m'))",
  },
  dimensions: ['PROVIDER', 'CATEGORY', 'OFFICE', 'SEX'],
  agencies: ['jobcentre', 'prisons', 'probation'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784: people with chaotic lives may not understand the regime of sanctions (2:296, 1049). Who supervises is by the last release; the office is that of the claimant now.',
  target: null,
};
