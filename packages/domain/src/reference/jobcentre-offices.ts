import { deliveryUnits } from './probation-areas.ts';
import { csvLoader, indexBy, list, once } from './reference-file.ts';

/** A Jobcentre district. */
export interface JobcentreDistrict {
  /** For example `JCD-STW`. */
  readonly code: string;
  /** For example `South Tyne and Wear`. */
  readonly name: string;
}

/** A Jobcentre office. */
export interface JobcentreOffice {
  /** For example `JCP-DURHAM`. */
  readonly code: string;
  /** For example `Durham Jobcentre`. */
  readonly name: string;
  /** Town, or part of London or of another city, in which it is. */
  readonly town: string;
  /** Code of its district. */
  readonly districtCode: string;
  /** Codes of the probation delivery units whose people it deals with, of the one it is in first. */
  readonly deliveryUnitCodes: readonly string[];
}

/**
 * All 37 districts, which cover England and Wales. South Tyne and Wear, South East Wales, Cheshire, Halton and Warrington, and
 * Humberside are those of the review of 2011 (DWP research report 784, table 1.2). The others are made up after the
 * cut that Jobcentre Plus had about then, and are not verified at its source.
 */
export const jobcentreDistricts: () => readonly JobcentreDistrict[] = csvLoader(
  'jobcentre_districts.csv',
  (row) => ({ code: row('code'), name: row('name') }),
);

/** The district with a code, or `undefined`. */
export const jobcentreDistrict: (code: string) => JobcentreDistrict | undefined = indexBy(
  jobcentreDistricts,
  ({ code }) => code,
);

/**
 * All 241 offices. The towns are real. That each has one office, the codes, and which probation delivery units an
 * office deals with are made up: no list of offices with their areas is among the sources. As in the review, whose areas were
 * "seldom co-terminous", an office may deal with people of two delivery units, and a delivery unit may lie in two districts.
 */
export const jobcentreOffices: () => readonly JobcentreOffice[] = csvLoader(
  'jobcentre_offices.csv',
  (row) => ({
    code: row('code'),
    name: `${row('town')} Jobcentre`,
    town: row('town'),
    districtCode: row('district_code'),
    deliveryUnitCodes: list(row('delivery_unit_codes')),
  }),
);

/** The office with a code, or `undefined`. */
export const jobcentreOffice: (code: string) => JobcentreOffice | undefined = indexBy(
  jobcentreOffices,
  ({ code }) => code,
);

/** The offices of a district, in the order of their names. */
export function jobcentreOfficesOf(districtCode: string): readonly JobcentreOffice[] {
  return byDistrict().get(districtCode) ?? [];
}

/** The offices that deal with people of a probation delivery unit, those in it first; none for the national division. */
export function jobcentreOfficesFor(deliveryUnitCode: string): readonly JobcentreOffice[] {
  return byDeliveryUnit().get(deliveryUnitCode) ?? [];
}

/**
 * The office of a name, or `undefined`: its own, for example `Durham Jobcentre`, or that of a delivery unit, for example
 * `County Durham and Darlington Jobcentre`, by which records from before offices had codes name the first office in it.
 */
export function jobcentreOfficeNamed(name: string): JobcentreOffice | undefined {
  return byName().get(name.trim().toLowerCase());
}

const byDistrict = once(() => {
  const offices = jobcentreOffices().toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return Map.groupBy(offices, ({ districtCode }) => districtCode);
});

const byDeliveryUnit = once(() => {
  const offices = new Map<string, JobcentreOffice[]>();
  for (const isIn of [true, false]) {
    for (const office of jobcentreOffices()) {
      for (const [at, unit] of office.deliveryUnitCodes.entries()) {
        if ((at === 0) === isIn) offices.set(unit, [...(offices.get(unit) ?? []), office]);
      }
    }
  }
  return offices;
});

const byName = once(() => {
  const names = new Map<string, JobcentreOffice>();
  for (const unit of deliveryUnits()) {
    const [first] = jobcentreOfficesFor(unit.code);
    // Names of delivery units list their places in brackets.
    if (first) names.set(`${unit.name.replace(/\s*\(.*\)$/, '')} Jobcentre`.toLowerCase(), first);
  }
  for (const office of jobcentreOffices()) names.set(office.name.toLowerCase(), office);
  return names;
});
