import type { ShareMeasure } from '@throughgate/measures';

/** Sanctions after which people left benefit without work. */
export const leftAfterSanction: ShareMeasure = {
  id: 'left-after-sanction',
  title: 'Off benefit without work in the 28 days after a sanction',
  question: 'After how many sanctions does the person leave benefit within four weeks, without work?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'share',
  episode: 'sanction_applied',
  population: { words: 'Sanctions that were applied and not overturned', sql: 'true' },
  day: 'e.from_on',
  clockStart: 'First day for which benefit was cut',
  window: '28 days',
  matureAfterDays: 28,
  exclusions: [],
  numerator: {
    words:
      'The claim ended within 28 days, for another reason than work or prison, and the person had no other claim within them',
    sql: 'e.left_on IS NOT NULL',
  },
  dimensions: ['OFFICE', 'PROVIDER', 'SEX', 'AGE_BAND'],
  agencies: ['jobcentre'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784: some may be driven off benefits altogether (2:296, 1049). 28 days are our assumption. The office is that of the claimant now.',
  target: null,
};
