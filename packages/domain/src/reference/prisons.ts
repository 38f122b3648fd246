import { csvLoader, indexBy, list, once, orNull } from './reference-file.ts';

/** A prison of the prison register, open or closed. */
export interface Prison {
  /** Id of three letters, for example `MDI`. */
  readonly id: string;
  /** Name, for example `Moorland (HMP & YOI)`. */
  readonly name: string;
  /** Whether it is open. */
  readonly active: boolean;
  readonly male: boolean;
  readonly female: boolean;
  /** Whether a private contractor runs it. */
  readonly contracted: boolean;
  /** Whether it belongs to the long-term and high security estate. */
  readonly longTermHighSecurity: boolean;
  /** Kinds of establishment: `HMP`, `YOI`, `IRC`, `STC`. */
  readonly types: readonly string[];
  /** Security categories, `A` (highest) to `D` (open); empty where the register gives none. */
  readonly categories: readonly string[];
  /** Who runs it, for example `PSP` (Public Sector Prisons). */
  readonly operators: readonly string[];
  readonly town: string | null;
  readonly county: string | null;
  readonly postcode: string | null;
  /** `England` or `Wales`; null for closed prisons. */
  readonly country: string | null;
  /** Id of the prison that this one became a part of; null for one that goes on, or closed for good. */
  readonly successorId: string | null;
}

/**
 * All prisons of the register, 173, in the order of their ids. The register has a row for each address: of Hatfield
 * (`HDI`) the one of Thorne Road counts, which comes last; the other is its part at Lindholme. Closed ones stay, since records name them: Wolds (`WOI`) and Everthorpe
 * (`EVI`) have been one prison, Humber (`HMI`), since 2013.
 */
export const prisons: () => readonly Prison[] = once(() => [
  ...new Map(addresses().map((address) => [address.id, address])).values(),
]);

/** Prisons that became parts of others, which the register does not say: Wolds and Everthorpe are Humber since 2013. */
const successors: Readonly<Record<string, string>> = { WOI: 'HMI', EVI: 'HMI' };

const addresses = csvLoader<Prison>('prisons.csv', (row) => ({
  id: row('prison_id'),
  name: row('name'),
  active: row('active') === 't',
  male: row('male') === 't',
  female: row('female') === 't',
  contracted: row('contracted') === 't',
  longTermHighSecurity: row('long_term_high_security') === 't',
  types: list(row('types')),
  categories: list(row('categories')),
  operators: list(row('operators')),
  town: orNull(row('town')),
  county: orNull(row('county')),
  postcode: orNull(row('postcode')),
  country: orNull(row('country')),
  successorId: successors[row('prison_id')] ?? null,
}));

/** The prison with an id, or `undefined`. */
export const prison: (id: string) => Prison | undefined = indexBy(prisons, ({ id }) => id);
