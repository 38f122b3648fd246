import type { ShareMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals } from './of-referrals.ts';

/**
 * Initial assessments within ten working days, of those that were completed. Whoever never came is not in it: for that see
 * `assessed-in-time-of-referred`.
 */
export const assessedInTime: ShareMeasure = {
  ...ofReferrals,
  form: 'share',
  id: 'assessed-in-time',
  title: 'Assessed within ten working days, of those assessed',
  question: 'Of the initial assessments that were completed, how many were completed in time?',
  version: 1,
  population: {
    words: 'Referrals whose initial assessment was completed, by the day on which it was',
    sql: 'e.assessed_on <= $as_of',
  },
  day: 'e.assessed_on',
  clockStart: 'The day after the referral was sent',
  window: 'Ten working days: no Saturdays, Sundays or bank holidays of England and Wales',
  numerator: {
    words: 'The assessment to which the person came was on or before the tenth working day',
    sql: 'e.assessed_on <= e.due_on',
  },
  exclusions: [],
  source: `${careerConnect}: 97% had an initial assessment within the targeted 10 days (seed 1:7). That these are working days, and counted of those assessed, is how the contract’s other figures fit; not verified at its source.`,
  target: null,
};
