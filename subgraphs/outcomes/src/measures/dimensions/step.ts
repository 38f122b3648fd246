import { listedDimension } from './listed-dimension.ts';

/** How far a referral had come when it ended. Source: the steps of a referral in Refer and Monitor an Intervention. */
export const step = listedDimension({
  id: 'STEP',
  title: 'Step at which it ended',
  describes: 'How far the referral had come when it ended.',
  column: 'step',
  list: () => [
    ['REFERRED', 'Referred'],
    ['ASSIGNED', 'Assigned to a key worker'],
    ['BOOKED', 'Initial assessment booked'],
    ['ASSESSED', 'Assessed'],
    ['APPROVED', 'Action plan approved'],
    ['OUTCOME', 'Outcome reached'],
    ['SUSTAINED', 'Outcome sustained'],
  ],
});
