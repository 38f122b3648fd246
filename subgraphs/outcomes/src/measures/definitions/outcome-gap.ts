import type { GapMeasure } from '@throughgate/measures';
import { careerConnect, ofReferrals, outcomeAchieved, participants } from './of-referrals.ts';

/** By how much people of high complexity achieve fewer outcomes than people of low complexity. */
export const outcomeGap: GapMeasure = {
  ...ofReferrals,
  form: 'gap',
  id: 'outcome-gap',
  title: 'Outcomes of the hardest to help against the easiest',
  question: 'Do those who are hardest to help achieve as much as those who are easiest?',
  version: 1,
  population: participants,
  day: 'e.assessed_on',
  clockStart: 'The initial assessment',
  window: null,
  numerator: outcomeAchieved,
  groups: [
    { words: 'High complexity of the referral', sql: "e.complexity = 'HIGH'" },
    { words: 'Low complexity of the referral', sql: "e.complexity = 'LOW'" },
  ],
  exclusions: [],
  dimensions: ofReferrals.dimensions.filter((id) => id !== 'COMPLEXITY'),
  source: `${careerConnect}: outcomes are lower for higher complexity (seed 1:13). Whether providers leave those who are hard to help is the worry of DWP research report 784 (seed 2:292, 2:1047). The thirds of that question are the levels of complexity of a referral here.`,
  target: null,
};
