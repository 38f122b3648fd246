import { prisons } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Prisons of the prison register, with those that have closed. Source: the reference data of `packages/domain`. */
export const prison = listedDimension({
  id: 'PRISON',
  title: 'Prison',
  describes: 'The prison, by its id in the prison register.',
  column: 'prison_id',
  list: () => prisons().map(({ id, name }) => [id, name]),
});
