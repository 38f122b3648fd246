import { listedDimension } from './listed-dimension.ts';

/** How complex the barriers of the person are. Source: levels of complexity of Refer and Monitor an Intervention. */
export const complexity = listedDimension({
  id: 'COMPLEXITY',
  title: 'Complexity',
  describes: 'How complex the barriers of the person are, as the referral says.',
  column: 'complexity',
  list: () => [
    ['LOW', 'Low'],
    ['MEDIUM', 'Medium'],
    ['HIGH', 'High'],
  ],
});
