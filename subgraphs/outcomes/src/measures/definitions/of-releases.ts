import type { Measure } from '@throughgate/measures';

/** What measures of releases have in common. */
export const ofReleases = {
  validFrom: '2020-01-01',
  validTo: null,
  episode: 'release',
  day: 'e.released_on',
  dimensions: [
    'PRISON',
    'PRISON_FUNCTION',
    'REGION',
    'DELIVERY_UNIT',
    'SEX',
    'AGE_BAND',
    'SENTENCE_BAND',
    'CATEGORY',
    'RECALL',
    'TRANSFERRED_IN_LAST_28_DAYS',
  ],
  owner: 'Throughgate',
} as const satisfies Partial<Measure>;
