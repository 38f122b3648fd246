import { csvLoader, indexBy, once } from './reference-file.ts';

/** A region of the Probation Service as its case management system codes it. */
export interface ProbationRegion {
  /** For example `N50`. Some regions have several codes, left from the areas that they were made of. */
  readonly code: string;
  /** For example `Greater Manchester`. */
  readonly name: string;
}

/** All 19 codes of regions, with those that no delivery unit bears. */
export const probationRegions: () => readonly ProbationRegion[] = csvLoader(
  'probation_regions_delius.csv',
  (row) => ({ code: row('probation_area_delius_code'), name: row('probation_region') }),
);

/** The region with a code, or `undefined`. */
export const probationRegion: (code: string) => ProbationRegion | undefined = indexBy(
  probationRegions,
  ({ code }) => code,
);

/** A probation delivery unit (PDU). */
export interface DeliveryUnit {
  /** For example `N50MANC`. */
  readonly code: string;
  /** For example `Manchester North`. */
  readonly name: string;
  /** Code of its region, for example `N50`. */
  readonly regionCode: string;
}

/** All 111 delivery units. */
export const deliveryUnits: () => readonly DeliveryUnit[] = csvLoader(
  'probation_delivery_units.csv',
  (row) => ({ code: row('delius_code'), name: row('name'), regionCode: row('region_delius_code') }),
);

/** The delivery unit with a code, or `undefined`. */
export const deliveryUnit: (code: string) => DeliveryUnit | undefined = indexBy(
  deliveryUnits,
  ({ code }) => code,
);

/**
 * The code that a region bears now: of its codes the one that delivery units bear, for example `N02` for `N54` of the North East. By it
 * numbers of a region are counted together. `undefined` for a code of no region, and for one without delivery units.
 */
export function currentRegionCode(code: string): string | undefined {
  const name = probationRegion(code)?.name;
  return name === undefined ? undefined : codeByName().get(name);
}

const codeByName = once(() => {
  const borne = new Set(deliveryUnits().map(({ regionCode }) => regionCode));
  return new Map(
    probationRegions().flatMap(({ code, name }) => (borne.has(code) ? [[name, code] as const] : [])),
  );
});
