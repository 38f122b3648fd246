import type { RateMeasure } from '@throughgate/measures';

/** Days in prison with something to do: no agency records them yet. */
export const purposefulActivity: RateMeasure = {
  id: 'purposeful-activity',
  title: 'Days in custody with work or a course',
  question: 'On how many of a hundred days in custody did people have work or a course?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'rate',
  per: 100,
  episode: 'day_in_custody',
  population: { words: 'Days served', sql: 'true' },
  day: 'e.on_day',
  clockStart: null,
  window: null,
  exclusions: [],
  numerator: { words: 'With an allocation to work, or a course, that day', sql: 'e.active' },
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'SENTENCE_BAND', 'SEX', 'AGE_BAND'],
  agencies: ['prisons'],
  owner: 'Throughgate',
  source:
    'DWP research report 784: between a third and half of those with short sentences are in no work or course (2:1150, of the National Audit Office, 2010).',
  target: null,
  noRecords: 'Allocations to work and courses in prison are no records of the hub’s agencies yet.',
};
