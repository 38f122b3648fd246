import { yesNoDimension } from './yes-no-dimension.ts';

/** Whether the key worker sat in an office of probation. */
export const coLocated = yesNoDimension({
  id: 'CO_LOCATED',
  title: 'Key worker in a probation office',
  describes: 'Whether the key worker sat in an office of probation.',
  column: 'co_located',
});
