import { gapOnRelease } from './gap-on-release.ts';

/** Released without a document that shows who one is. */
export const noIdentityOnRelease = gapOnRelease('gap_no_identity', {
  id: 'no-identity-on-release',
  title: 'Released without identification',
  question:
    'How many of those released have no document that serves as identification, of those for whom one was recorded?',
  gap: 'Documents were applied for or issued, and none serves: a form B79 without a photograph, one that was refused, or none issued by the day of the release.',
  unknown: 'no document was ever recorded.',
  agencies: ['prisons'],
  source:
    'DWP research report 784 (2012): many have no identification (2:803). The gap NO_IDENTITY of `releases`.',
});
