import type { ShareMeasure } from '@throughgate/measures';

/** Who understands what has to be disclosed: no agency records it yet. */
export const understandsDisclosure: ShareMeasure = {
  id: 'understands-disclosure',
  title: 'People who understand when to disclose convictions',
  question: 'Of those advised about disclosing convictions, how many could say what it means for them?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'share',
  episode: 'disclosure_advice',
  population: {
    words: 'People who were advised about the Rehabilitation of Offenders Act 1974',
    sql: 'true',
  },
  day: 'e.given_on',
  clockStart: null,
  window: null,
  exclusions: [],
  numerator: { words: 'Understood it', sql: 'e.understood' },
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'SEX', 'AGE_BAND'],
  agencies: ['probation', 'prisons'],
  owner: 'Throughgate',
  source:
    'DWP research report 784: two per cent of serving prisoners understood the Act (2:1166, of Bath and Edgar, 2010).',
  target: null,
  noRecords:
    'Advice about disclosure, and whether it was understood, are no records of the hub’s agencies yet.',
};
