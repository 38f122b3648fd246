import type { ShareMeasure } from '@throughgate/measures';

/** How common needs are: no agency records a baseline yet. */
export const needPrevalence: ShareMeasure = {
  id: 'need-prevalence',
  title: 'People with a need for help into work',
  question: 'How many of those assessed need help with something that keeps them from work?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'share',
  episode: 'need_assessment',
  population: { words: 'People whose needs were assessed', sql: 'true' },
  day: 'e.assessed_on',
  clockStart: null,
  window: null,
  exclusions: [],
  numerator: { words: 'A barrier to work was found', sql: 'e.has_need' },
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'DELIVERY_UNIT', 'EMPLOYMENT_STAGE', 'SEX', 'AGE_BAND'],
  agencies: ['prisons', 'probation'],
  owner: 'Throughgate',
  source: 'DWP research report 784: a baseline of employment needs, by prison and unit (2:974).',
  target: null,
  noRecords:
    'Assessments of employment needs are no records of the hub’s agencies yet. Pathways of resettlement tell of some people in prison only, and would make a prison that records more look worse.',
};
