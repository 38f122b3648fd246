import type { ShareMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals, outcomeAchieved, participants } from './of-referrals.ts';

/** Participants with an outcome in education, training or employment. */
export const eteOutcome: ShareMeasure = {
  ...ofReferrals,
  form: 'share',
  id: 'ete-outcome',
  title: 'Participants with an education, training or employment outcome',
  question: 'How many of the people whom a provider supports begin a job, a training or an education?',
  version: 1,
  population: participants,
  day: 'e.assessed_on',
  clockStart: 'The initial assessment',
  window: null,
  numerator: outcomeAchieved,
  exclusions: [],
  source: `${careerConnect}: 31.9% of participants achieved one, fewer women and fewer people of high complexity (seed 1:13). That participants are those with an approved action plan follows from over 40% of referrals without take-up (seed 1:17).`,
  target: null,
};
