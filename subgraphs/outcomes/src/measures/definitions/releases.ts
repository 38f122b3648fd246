import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** How many releases there are. */
export const releases: Measure = {
  ...ofReleases,
  form: 'count',
  id: 'releases',
  title: 'Releases',
  question: 'How many releases from custody are there?',
  version: 1,
  population: {
    words:
      'Releases from custody: of several of a person on one day the last. Deaths, deportations, transfers and stays in hospital are none.',
    sql: 'true',
  },
  clockStart: null,
  window: null,
  exclusions: [],
  dimensions: [...ofReleases.dimensions, 'CLAIM_MADE_IN'],
  agencies: ['prisons'],
  source:
    'The list `releases` of the graph. Offender management statistics quarterly: 14,946 from April to June 2025.',
  target: null,
};
