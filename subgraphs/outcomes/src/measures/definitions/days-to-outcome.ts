import type { DurationMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals, outcomeAchieved, participants } from './of-referrals.ts';

/** Days from the initial assessment to the first outcome. */
export const daysToOutcome: DurationMeasure = {
  ...ofReferrals,
  form: 'duration',
  id: 'days-to-outcome',
  title: 'Days to an education, training or employment outcome',
  question: 'How long does it take until a participant begins a job, a training or an education?',
  version: 1,
  population: participants,
  day: 'e.assessed_on',
  clockStart: 'The initial assessment',
  window: 'A year',
  event: outcomeAchieved,
  starts: 'e.assessed_on',
  ends: 'e.outcome_on',
  censoredOn: [{ words: 'The referral ended: a provider records no outcome after that', sql: 'e.ended_on' }],
  horizonDays: 365,
  exclusions: [],
  source: `${careerConnect}: within an average of 60 days (seed 1:13), which is over those who achieved one. These days are of all participants, with those who have not (yet) as censored, so that the median is later.`,
  target: null,
};
