import {
  type CrsContract,
  crsContract,
  type DesiredOutcome,
  deliveryUnits,
  desiredOutcomes,
  probationRegions,
  type ServiceProvider,
  serviceProvider,
} from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';

/** The contract that a record points to, which was there when the record was written. */
export function contractOf(reference: string): CrsContract {
  const contract = crsContract(reference);
  if (!contract) throw new Error(`contract ${reference} is not in the reference data any more`);
  return contract;
}

/** The contract that an input names. Raises `BAD_USER_INPUT` when there is none of this reference. */
export function contractInput(reference: string): CrsContract {
  const contract = crsContract(reference);
  if (contract) return contract;
  throw badInput(
    'contractReference',
    `"contractReference" must be the reference of a Commissioned Rehabilitative Services contract, not "${reference}".`,
  );
}

/** The prime provider of a contract. */
export function providerOf({ primeProviderCode }: CrsContract): ServiceProvider {
  return providerWith(primeProviderCode);
}

/** The provider with a code that a record or the reference data hold. */
export function providerWith(code: string): ServiceProvider {
  const provider = serviceProvider(code);
  if (!provider) throw new Error(`provider ${code} is not in the reference data any more`);
  return provider;
}

/**
 * Code of the probation region that a contract serves. A contract names its region by words, which fit several codes where a
 * region was made of areas: the one that delivery units bear is meant.
 */
export function regionCodeOf({ reference, region }: CrsContract): string {
  const borne = new Set(deliveryUnits().map(({ regionCode }) => regionCode));
  const found = probationRegions().find(({ name, code }) => name === region && borne.has(code));
  if (!found) throw new Error(`no delivery unit bears a code of the region "${region}" of ${reference}`);
  return found.code;
}

/** What referrals under a contract may aim at on a day. */
export function desiredOutcomesOf({ type }: CrsContract, day: string): DesiredOutcome[] {
  return desiredOutcomes().filter(
    ({ contractTypes, deprecatedAt }) =>
      contractTypes.includes(type) && (deprecatedAt === null || deprecatedAt > day),
  );
}
