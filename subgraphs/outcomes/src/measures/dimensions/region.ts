import { probationRegions } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Regions of the Probation Service by their codes, of which some have several. Source: the reference data of `packages/domain`. */
export const region = listedDimension({
  id: 'REGION',
  title: 'Probation region',
  describes:
    'Region of the Probation Service: of the case, or else of the prison. Some regions have several codes.',
  column: 'region_code',
  list: () => probationRegions().map(({ code, name }) => [code, name]),
});
