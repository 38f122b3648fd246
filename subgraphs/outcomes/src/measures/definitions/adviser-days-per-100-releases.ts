import type { RateMeasure } from '@throughgate/measures';

/** Days of advisers in prisons, by releases: rota slots are a register's, and not read yet. */
export const adviserDaysPer100Releases: RateMeasure = {
  id: 'adviser-days-per-100-releases',
  title: 'Days of advisers in prison for 100 releases',
  question:
    'How many days does the Jobcentre’s adviser spend in a prison, for each hundred people that it releases?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'rate',
  per: 100,
  episode: 'adviser_day',
  population: { words: 'Releases from custody', sql: 'true' },
  day: 'e.released_on',
  clockStart: null,
  window: null,
  exclusions: [],
  numerator: { words: 'Days with a rota slot in the prison', sql: 'true' },
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION'],
  agencies: ['jobcentre', 'prisons'],
  owner: 'Department for Work and Pensions',
  source: 'DWP research report 784: advisers are spread over prisons without a rule (2:1071–1084).',
  target: null,
  noRecords:
    'The Jobcentre’s rota tells when an adviser is planned to be in a prison, not whether: days worked are no records of the hub’s agencies yet.',
};
