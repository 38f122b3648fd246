import type { ShareMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals } from './of-referrals.ts';

/** Initial assessments within ten working days, of all referrals whose ten working days are over. */
export const assessedInTimeOfReferred: ShareMeasure = {
  ...ofReferrals,
  form: 'share',
  id: 'assessed-in-time-of-referred',
  title: 'Assessed within ten working days, of all referred',
  question: 'Of all who were referred, how many had their initial assessment in time?',
  version: 1,
  population: {
    words: 'Referrals whose tenth working day is over, also those that ended before an assessment',
    sql: 'e.due_on < $as_of',
  },
  day: 'e.sent_on',
  clockStart: 'The day after the referral was sent',
  window: 'Ten working days: no Saturdays, Sundays or bank holidays of England and Wales',
  numerator: {
    words: 'The initial assessment was completed on or before the tenth working day',
    sql: 'e.assessed_on <= e.due_on',
  },
  exclusions: [],
  source: `${careerConnect}, which says "of referrals" (seed 1:7). Over 40% of them end without take-up, so that 97% cannot be of all: this is the share that it would be.`,
  target: null,
};
