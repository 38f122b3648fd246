import { listedDimension } from './listed-dimension.ts';

/** Sex as the agencies record it. Source: enum `Sex` of the graph. */
export const sex = listedDimension({
  id: 'SEX',
  title: 'Sex',
  describes: 'Sex as recorded.',
  column: 'sex',
  list: () => [
    ['F', 'Female'],
    ['M', 'Male'],
    ['NK', 'Not known, as recorded'],
    ['NS', 'Not specified'],
  ],
});
