import { deliveryUnit } from '@throughgate/domain';
import type { DeliveryUnitResolvers } from '../generated/graphql.ts';
import { regionOf } from '../records/delivery-unit.ts';

/** A delivery unit, which is reference data and needs no database. */
export const DeliveryUnit: DeliveryUnitResolvers = {
  __resolveReference: ({ code }) => deliveryUnit(code) ?? null,
  region: (unit) => regionOf(unit),
};
