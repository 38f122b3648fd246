import { programmes } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Employment programmes of the Department for Work and Pensions, which have no entry among those of charities and prisons. */
const ofTheDepartment = [
  ['WORK_PROGRAMME', 'Work Programme'],
  ['WORK_AND_HEALTH_PROGRAMME', 'Work and Health Programme'],
  ['RESTART', 'Restart Scheme'],
] as const;

/** Programmes of support and of employment. Source: the reference data of `packages/domain`, and its rules of mandation. */
export const programme = listedDimension({
  id: 'PROGRAMME',
  title: 'Programme',
  describes: 'Programme of support or of employment.',
  column: 'programme_code',
  list: () => [...programmes().map(({ code, name }) => [code, name] as const), ...ofTheDepartment],
});
