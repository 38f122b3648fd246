import { listedDimension } from './listed-dimension.ts';

/** Who supervises after release, by the law of that day. Source: `supervisionCategory` of `packages/domain`. */
export const category = listedDimension({
  id: 'CATEGORY',
  title: 'Supervision after release',
  describes: 'Who supervises after release, by the law of the day of release.',
  column: 'category',
  list: () => [
    ['COMMUNITY_ORDER', 'Order of a court in the community'],
    ['LICENCE', 'Licence'],
    ['LICENCE_AND_SUPERVISION', 'Licence and supervision after the sentence'],
    ['NOBODY', 'Nobody'],
  ],
});
