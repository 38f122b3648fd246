import type { ShareMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals } from './of-referrals.ts';

/** Referrals that ended without anybody taking up support. */
export const noTakeUp: ShareMeasure = {
  ...ofReferrals,
  form: 'share',
  id: 'no-take-up',
  title: 'Referrals without take-up',
  question: 'How many referrals end before support begins, for which reasons, and at which step?',
  version: 1,
  population: {
    words: 'Referrals that ended, by the day on which they were sent',
    sql: 'e.ended_on <= $as_of',
  },
  day: 'e.sent_on',
  clockStart: null,
  window: null,
  numerator: {
    words: 'No action plan was approved: support was not taken up',
    sql: 'e.approved_on IS NULL',
  },
  exclusions: [],
  dimensions: [...ofReferrals.dimensions, 'ENDING_REASON', 'STEP'],
  source: `${careerConnect}: over 40% of referrals do not result in take-up, often since people withdraw before the assessment (seed 1:17). That take-up is the approved action plan is our reading; not verified at its source.`,
  target: null,
};
