import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';
import { withinAYear } from './within-a-year.ts';

/** New custody within a year of release, recalls apart. */
export const returnToCustody: Measure = {
  ...withinAYear(
    'newly_in_custody_on',
    'Received into custody anew within 365 days: the first stay that did not begin with a recall.',
  ),
  id: 'return-to-custody',
  title: 'In custody anew within a year of release',
  question: 'How many of those released are received into custody for something new within 365 days?',
  version: 1,
  dimensions: [...ofReleases.dimensions, 'EMPLOYMENT_AT_6_WEEKS'],
  source:
    'DWP research report 784 (2012): preventing re-offending by early help (2:1035), the group most likely to be reconvicted (2:1150). Custody is not reconviction: proven reoffending (59.2% of those released from under 12 months, 2023 cohort) counts convictions, of which the hub has none. By EMPLOYMENT_AT_6_WEEKS those in work on the 42nd day are told from those who were not; who was back by then is of unknown work.',
  target: null,
};
