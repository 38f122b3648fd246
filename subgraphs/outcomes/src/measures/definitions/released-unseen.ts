import type { Measure } from '@throughgate/measures';
import { ofReleases } from './of-releases.ts';

/** Who leaves prison without having seen the Jobcentre's adviser there. */
export const releasedUnseen: Measure = {
  ...ofReleases,
  form: 'share',
  id: 'released-unseen',
  title: 'Released without having seen the Jobcentre’s adviser',
  question: 'How many of those released saw no Employment and Benefit Adviser during their stay?',
  version: 1,
  population: {
    words: 'Releases from stays of 14 days or more: a shorter one leaves no time for an adviser’s visit.',
    sql: 'e.days_served >= 14',
  },
  clockStart: null,
  window: 'The stay that the release ended.',
  numerator: {
    words:
      'No interview with the adviser was held in the stay: none was booked, or none that was took place.',
    sql: 'e.adviser_seen_on IS NULL',
  },
  exclusions: [],
  agencies: ['prisons'],
  source:
    'DWP research report 784 (2012): some were released without any support of the adviser (2:957); two who had not seen one (2:708, 710). The 14 days are our assumption.',
  target: null,
};
