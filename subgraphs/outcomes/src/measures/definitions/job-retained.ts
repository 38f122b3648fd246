import type { ShareMeasure } from '@throughgate/measures';

/** Jobs held at reception that people kept: no agency records them yet. */
export const jobRetained: ShareMeasure = {
  id: 'job-retained',
  title: 'Jobs held at reception that were kept',
  question:
    'Of the jobs held at reception that were passed on to somebody who rings employers, how many were kept?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'share',
  episode: 'job_retention',
  population: { words: 'Jobs held at reception and passed on, one for each stay', sql: 'true' },
  day: 'e.received_on',
  clockStart: 'Day of the reception',
  window: null,
  exclusions: [],
  numerator: { words: 'The employer keeps the job open', sql: 'e.retained' },
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'SENTENCE_BAND', 'SEX', 'AGE_BAND'],
  agencies: ['prisons'],
  owner: 'Throughgate',
  source: 'DWP research report 784: 29 of 46 jobs at Leeds in March 2011 (2:779; 2:1096, 1110).',
  target: null,
  noRecords:
    'No agency of the hub records which job somebody holds on reception, or who rang the employer: the report of one team in Leeds is all there is.',
};
