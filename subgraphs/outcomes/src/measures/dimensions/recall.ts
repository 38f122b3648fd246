import { yesNoDimension } from './yes-no-dimension.ts';

/** Whether the stay in custody had begun with a recall. */
export const recall = yesNoDimension({
  id: 'RECALL',
  title: 'Recalled',
  describes: 'Whether the stay in custody had begun with a recall.',
  column: 'recall',
});
