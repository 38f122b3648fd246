import { jobcentreOffices } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Jobcentre offices. Their codes are of the hub's own making: see `jobcentreOffices` of `packages/domain`. */
export const office = listedDimension({
  id: 'OFFICE',
  title: 'Jobcentre office',
  describes: 'Jobcentre office.',
  column: 'office_code',
  list: () => jobcentreOffices().map(({ code, name }) => [code, name]),
});
