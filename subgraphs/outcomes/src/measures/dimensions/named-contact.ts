import { yesNoDimension } from './yes-no-dimension.ts';

/** Whether the benefit centre had a named contact for closing claims on that day. */
export const namedContact = yesNoDimension({
  id: 'NAMED_CONTACT',
  title: 'Named contact at the benefit centre',
  describes: 'Whether the benefit centre had a named contact for closing claims on that day.',
  column: 'named_contact',
});
