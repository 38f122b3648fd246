import { deliveryUnits } from '@throughgate/domain';
import { listedDimension } from './listed-dimension.ts';

/** Probation delivery units. Source: the reference data of `packages/domain`. */
export const deliveryUnit = listedDimension({
  id: 'DELIVERY_UNIT',
  title: 'Delivery unit',
  describes: 'Probation delivery unit that had the case.',
  column: 'delivery_unit_code',
  list: () => deliveryUnits().map(({ code, name }) => [code, name]),
});
