import { gapOnRelease } from './gap-on-release.ts';

/** Released without a claim to benefit. */
export const noClaimOnRelease = gapOnRelease('gap_no_claim', {
  id: 'no-claim-on-release',
  title: 'Released without a claim to benefit',
  question: 'How many of those released have no claim to benefit on that day, and no work?',
  gap: 'No claim had been made by the day of the release that had not ended by then, and no job waited.',
  unknown: 'the Jobcentre tells the hub nothing.',
  agencies: ['prisons', 'jobcentre', 'providers'],
  source:
    'DWP research report 784 (2012): no benefits advice two weeks before release (2:708, 710); claims that are taken in prison (2:1037). The gap NO_CLAIM of `releases`.',
});
