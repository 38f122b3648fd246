import { gapOnRelease } from './gap-on-release.ts';

/** Released into nobody's hands. */
export const nobodyResponsible = gapOnRelease('gap_nobody_responsible', {
  id: 'nobody-responsible',
  title: 'Released with nobody responsible',
  question: 'How many of those released have nobody who supervises or supports them from that day on?',
  gap: 'No licence or order ran on the day of the release or from the next, no key worker was assigned, and no programme met the person at the gate.',
  unknown:
    'no sentence is known, probation tells the hub nothing, or it holds no case of somebody whom the law has it supervise.',
  agencies: ['prisons', 'probation', 'providers'],
  source:
    'DWP research report 784 (2012): short sentences are not picked up by probation (2:948), “support stops at the gate” (2:884). The gap NOBODY_RESPONSIBLE of `releases`.',
});
