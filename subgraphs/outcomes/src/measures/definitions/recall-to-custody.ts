import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';
import { withinAYear } from './within-a-year.ts';

/** Recalls within a year of release, new custody apart. */
export const recallToCustody: Measure = {
  ...withinAYear('recalled_on', 'Recalled within 365 days: the first stay that began with a recall.'),
  id: 'recall-to-custody',
  title: 'Recalled within a year of release',
  question: 'How many of those released are recalled to custody within 365 days?',
  version: 1,
  dimensions: [...ofReleases.dimensions, 'EMPLOYMENT_AT_6_WEEKS'],
  source:
    'Beside return-to-custody, so that recalls are told apart: Offender management statistics quarterly counts recalls to releases as 11,041 to 14,946 (April to June 2025).',
  target: null,
};
