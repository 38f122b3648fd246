import { probationRegions } from './probation-areas.ts';
import { csvLoader, dayOrNull, indexBy, jsonLoader, list, once } from './reference-file.ts';

/** A provider of Commissioned Rehabilitative Services. */
export interface ServiceProvider {
  /** For example `ACHIEVE_NW`. */
  readonly code: string;
  /** For example `Achieve NW (Career Connect)`. */
  readonly name: string;
}

/** All 139 providers, prime and subcontracted. */
export const serviceProviders: () => readonly ServiceProvider[] = jsonLoader('ram_service_providers.json');

/** The provider with a code, or `undefined`. */
export const serviceProvider: (code: string) => ServiceProvider | undefined = indexBy(
  serviceProviders,
  ({ code }) => code,
);

/** A contract for Commissioned Rehabilitative Services in one region or police area. */
export interface CrsContract {
  /** Contract reference, for example `DN535743`. */
  readonly reference: string;
  /** Title of the intervention, for example `GM - ETE`. */
  readonly title: string;
  /** Code of the contract type, for example `ETE` (education, training and employment). */
  readonly type: string;
  /** Name of the contract type, for example `Education, Training and Employment (ETE)`. */
  readonly typeName: string;
  /** Region served, written as probation writes it: `Greater Manchester`. */
  readonly region: string;
  /** Code of the prime provider. */
  readonly primeProviderCode: string;
  readonly subcontractorCodes: readonly string[];
  readonly allowsFemale: boolean;
  readonly allowsMale: boolean;
  /** Youngest age accepted, in years. */
  readonly minimumAge: number;
  /** Oldest age accepted, in years; null for no limit. */
  readonly maximumAge: number | null;
  /** First day on which referrals are taken. */
  readonly hideBefore: string;
  /** Last day on which referrals are taken; null while the contract runs. */
  readonly hideAfter: string | null;
}

/** All 196 contracts of Refer and Monitor an Intervention. */
export const crsContracts: () => readonly CrsContract[] = csvLoader('crs_contracts.csv', (row) => ({
  reference: row('contract_reference'),
  title: row('intervention_title'),
  type: row('contract_type'),
  typeName: contractType(row('contract_type'))?.name ?? row('contract_type'),
  region: regionName(row('derived_region_name')),
  primeProviderCode: row('prime_provider_code'),
  subcontractorCodes: list(row('subcontractor_codes')),
  allowsFemale: row('allows_female') === 'True',
  allowsMale: row('allows_male') === 'True',
  minimumAge: Number(row('minimum_age')),
  maximumAge: row('maximum_age') === '' ? null : Number(row('maximum_age')),
  hideBefore: row('hide_before').slice(0, 10),
  hideAfter: dayOrNull(row('hide_after')),
}));

/** The contract with a reference, or `undefined`. */
export const crsContract: (reference: string) => CrsContract | undefined = indexBy(
  crsContracts,
  ({ reference }) => reference,
);

const contractType = indexBy(
  csvLoader('ram_contract_type.csv', (row) => ({ name: row('name'), code: row('code') })),
  ({ code }) => code,
);

/** Contracts write "and" where probation writes "&"; one spelling, so that both can be compared. */
function regionName(name: string): string {
  return probationSpelling().get(plain(name)) ?? name;
}

const probationSpelling = once(() => new Map(probationRegions().map(({ name }) => [plain(name), name])));

function plain(name: string): string {
  return name.toLowerCase().replace('&', 'and');
}
