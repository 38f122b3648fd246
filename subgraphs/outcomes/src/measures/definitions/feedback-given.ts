import type { ShareMeasure } from '@throughgate/measures';

/** Forms about which probation heard back. */
export const feedbackGiven: ShareMeasure = {
  id: 'feedback-given',
  title: 'Sharing forms with feedback in 28 days',
  question:
    'Of the forms that the Jobcentre received, about how many did it tell probation what came of them?',
  version: 1,
  validFrom: '2010-01-01',
  validTo: null,
  form: 'share',
  episode: 'sharing_form',
  population: { words: 'Forms that the Jobcentre received', sql: 'true' },
  day: 'e.received_on',
  clockStart: 'Day on which the Jobcentre received the form',
  window: '28 days',
  matureAfterDays: 28,
  exclusions: [],
  numerator: { words: 'Feedback by day 28', sql: 'e.feedback_on <= e.received_on + 28' },
  dimensions: ['DELIVERY_UNIT', 'REGION', 'SEX', 'AGE_BAND'],
  agencies: ['probation', 'jobcentre'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784: officers filled in the form, sent it, and heard nothing (2:656). 28 days are the time of the Jobcentre’s receipt (`feedbackDueOn`).',
  target: null,
};
