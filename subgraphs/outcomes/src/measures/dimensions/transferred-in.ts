import { yesNoDimension } from './yes-no-dimension.ts';

/** Whether the person arrived from another prison in the 28 days before. */
export const transferredIn = yesNoDimension({
  id: 'TRANSFERRED_IN_LAST_28_DAYS',
  title: 'Transferred in the 28 days before',
  describes: 'Whether the person arrived from another prison in the 28 days before.',
  column: 'transferred_in_last_28_days',
});
