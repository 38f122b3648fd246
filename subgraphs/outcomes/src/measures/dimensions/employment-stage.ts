import { listedDimension } from './listed-dimension.ts';

/** How near to work somebody is, as an assessment of needs tells. Of the hub's own making; no agency records it yet. */
export const employmentStage = listedDimension({
  id: 'EMPLOYMENT_STAGE',
  title: 'Nearness to work',
  describes: 'How near to work the person is, as the assessment of needs tells.',
  column: 'employment_stage',
  list: () => [
    ['NOT_SEEKING', 'Not seeking work'],
    ['FAR_FROM_WORK', 'Far from work'],
    ['NEEDS_SUPPORT', 'Needs support'],
    ['JOB_READY', 'Ready for a job'],
    ['IN_WORK', 'In work'],
  ],
});
