import type { Funnel } from '@throughgate/measures';
import { careerConnect, ofReferrals } from '../definitions/of-referrals.ts';

/** How far referrals come. */
export const referralFunnel: Funnel = {
  id: 'referral',
  title: 'From the referral to an outcome that lasts',
  version: 1,
  validFrom: ofReferrals.validFrom,
  validTo: ofReferrals.validTo,
  episode: ofReferrals.episode,
  population: { words: 'Referrals that were sent', sql: 'e.sent_on <= $as_of' },
  day: 'e.sent_on',
  steps: [
    { id: 'referred', words: 'Probation or another agency sent the referral', on: 'e.sent_on' },
    { id: 'assessed', words: 'The initial assessment was completed', on: 'e.assessed_on' },
    {
      id: 'engaged',
      words: 'Probation approved the action plan: support was taken up',
      on: 'e.approved_on',
    },
    { id: 'outcome', words: 'A job, a training or an education was begun', on: 'e.outcome_on' },
    {
      id: 'sustained',
      words: 'A check some weeks later found the person still in that work',
      on: 'e.sustained_on',
    },
  ],
  dimensions: ofReferrals.dimensions,
  agencies: ofReferrals.agencies,
  owner: ofReferrals.owner,
  source: careerConnect,
};
