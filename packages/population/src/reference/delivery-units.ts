import {
  type DeliveryUnit as DomainUnit,
  deliveryUnits as domainUnits,
  probationRegion,
} from '@throughgate/domain';

/** A probation delivery unit in which synthetic people live. */
export interface DeliveryUnit extends DomainUnit {
  /** Name of its region, for example `Greater Manchester`. */
  readonly regionName: string;
  /** First letters of the codes of its staff, four of them, no other unit's: `N50A`. */
  readonly staffPrefix: string;
  /** Its name without the places that are listed in brackets. */
  readonly shortName: string;
}

/** The name without the places listed in brackets after it. */
function plainName(name: string): string {
  return name.replace(/\s*\(.*\)$/, '');
}

/** All delivery units but those of the national division, which supervise nobody of an area of their own. */
export const deliveryUnits: readonly DeliveryUnit[] = (() => {
  const inRegion = new Map<string, number>();
  const units: DeliveryUnit[] = [];
  for (const unit of domainUnits()) {
    const regionName = probationRegion(unit.regionCode)?.name ?? '';
    if (regionName === 'National' || regionName === '') continue;
    const position = inRegion.get(unit.regionCode) ?? 0;
    inRegion.set(unit.regionCode, position + 1);
    units.push({
      ...unit,
      regionName,
      staffPrefix: `${unit.regionCode}${String.fromCharCode(65 + position)}`,
      shortName: plainName(unit.name),
    });
  }
  return units;
})();
