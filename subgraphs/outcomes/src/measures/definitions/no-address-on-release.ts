import { gapOnRelease } from './gap-on-release.ts';

/** Released without a place to live. */
export const noAddressOnRelease = gapOnRelease('gap_no_address', {
  id: 'no-address-on-release',
  title: 'Released without a place to live, or with housing help never given',
  question: 'How many of those released have no place to live, or asked for help with housing and got none?',
  gap: 'The prison knew of no address, or found help with housing necessary or was asked for it, gave none, and knew of no lasting place.',
  unknown: 'neither an address nor the pathway for accommodation was recorded.',
  agencies: ['prisons'],
  source:
    'DWP research report 784 (2012): no housing (2:708, 710), advice asked for and not given (2:712). The gap NO_ADDRESS of `releases`; housed-first-night asks less.',
});
