import type { TargetMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals } from './of-referrals.ts';

/** Referrals sent, against the number that the contract was to bring. */
export const referralsAgainstTarget: TargetMeasure = {
  ...ofReferrals,
  form: 'target',
  id: 'referrals-against-target',
  title: 'Referrals against target',
  question: 'Does a contract bring as many referrals as were agreed for it?',
  version: 1,
  population: { words: 'Referrals that were sent', sql: 'e.sent_on <= $as_of' },
  day: 'e.sent_on',
  clockStart: null,
  window: null,
  targets: {
    episode: 'contract_target',
    month: 'month',
    number: 'referrals',
    shares: ['contract_reference', 'provider_code'],
  },
  exclusions: [],
  // A target is of a contract: of anything else it would be the target of all, beside a part of the referrals.
  dimensions: ['CONTRACT', 'PROVIDER'],
  source: `${careerConnect}: over 7,200 referrals against a target of 6,188 by February 2024 (seed 1:5).`,
  target: null,
};
