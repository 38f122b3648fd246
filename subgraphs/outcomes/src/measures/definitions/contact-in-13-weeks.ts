import type { RateMeasure } from '@throughgate/measures';
import { ofReferrals } from './of-referrals.ts';

/** Weeks with a contact in the first 13 weeks of support, for each participant. */
export const contactIn13Weeks: RateMeasure = {
  ...ofReferrals,
  form: 'rate',
  id: 'contact-in-13-weeks',
  title: 'Weeks with a contact, of the first 13',
  question: 'How often does a provider meet or reach a participant in the first 13 weeks?',
  version: 1,
  episode: 'contact_week',
  population: {
    words: 'Whole weeks of support of participants, the first 13 after the initial assessment',
    sql: 'e.to_on <= $as_of',
  },
  day: 'e.assessed_on',
  clockStart: 'The day after the initial assessment',
  window: '13 weeks, or until the referral ended',
  numerator: {
    words: 'The person was met or reached in that week: at a session or in another contact',
    sql: 'e.contacted',
  },
  per: 13,
  exclusions: [],
  dimensions: ofReferrals.dimensions.filter((id) => id !== 'CASELOAD_BAND'),
  source:
    'Question C9: whether providers park those who are hard to help (DWP research report 784, seed 2:292, 2:1047). That weeks are counted rather than contacts, and over 13 of them, is our choice.',
  target: null,
};
