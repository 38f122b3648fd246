import { type DeliveryUnit, deliveryUnit, type ProbationRegion, probationRegion } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';

/** Checks that a delivery unit exists. Raises `BAD_USER_INPUT` naming the field when it does not. */
export function existingDeliveryUnit(field: string, code: string): string {
  if (!deliveryUnit(code)) {
    throw badInput(field, `"${field}" must be the code of a probation delivery unit, not "${code}".`);
  }
  return code;
}

/** The delivery unit that a record names. */
export function deliveryUnitOf(code: string): DeliveryUnit {
  const unit = deliveryUnit(code);
  if (!unit) throw new Error(`delivery unit ${code} is not in the reference data any more`);
  return unit;
}

/** The region to which a delivery unit belongs. */
export function regionOf({ code, regionCode }: DeliveryUnit): ProbationRegion {
  const region = probationRegion(regionCode);
  if (!region) throw new Error(`region ${regionCode} of delivery unit ${code} is not in the reference data`);
  return region;
}

/** How events tell where a case is supervised. */
export function supervisedAt(deliveryUnitCode: string) {
  const unit = deliveryUnitOf(deliveryUnitCode);
  const region = regionOf(unit);
  return {
    deliveryUnit: { code: unit.code, name: unit.name },
    region: { code: region.code, name: region.name },
  };
}
