import type { RateMeasure } from '@throughgate/measures';

/** How often what is due at the Jobcentre clashes. */
export const clashRate: RateMeasure = {
  id: 'clash-rate',
  title: 'Clashes for 100 signings and interviews due',
  question:
    'How many of a hundred signings and interviews at the Jobcentre fall into a curfew or onto an appointment?',
  version: 1,
  validFrom: '2010-01-01',
  validTo: null,
  form: 'rate',
  per: 100,
  episode: 'jobcentre_meeting',
  population: { words: 'Signings and interviews at the Jobcentre that were due', sql: 'true' },
  day: 'e.due_on',
  clockStart: null,
  window: 'At the same time, without any journey',
  exclusions: [],
  numerator: {
    words:
      'A curfew bound then, or probation or a provider had an appointment; one with several clashes counts once',
    sql: 'e.clashes',
  },
  dimensions: ['OFFICE', 'SEX', 'AGE_BAND'],
  agencies: ['jobcentre', 'probation', 'providers', 'prisons'],
  owner: 'Throughgate',
  source:
    'DWP research report 784: appointments with probation that fell on signing times until somebody timetabled them (2:606–616), a small handful each month (2:608).',
  target: null,
};
