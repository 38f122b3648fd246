import { crsContracts } from '@throughgate/domain';
import { ageOn, type Day, dayOf } from '../time/day.ts';

/** A contract for education, training and employment support. */
export interface EteContract {
  /** Contract reference, for example `DN535743`. */
  readonly reference: string;
  /** Name of the region that it serves. */
  readonly region: string;
  /** Whether its key workers sit in probation offices. Known of Greater Manchester's only. */
  readonly coLocated: boolean;
}

const contracts = crsContracts()
  .filter((contract) => contract.type === 'ETE')
  .map((contract) => ({
    ...contract,
    coLocated: contract.primeProviderCode === 'ACHIEVE_NW',
    from: dayOf(contract.hideBefore),
    to: contract.hideAfter === null ? Number.POSITIVE_INFINITY : dayOf(contract.hideAfter),
  }));

/** As much of a person as contracts ask for. */
interface Referred {
  readonly born: Day;
  readonly sex: string;
  /** The probation delivery unit in whose area the person lives. */
  readonly unit: { readonly regionName: string };
}

/**
 * The contract under which the person can be referred on a day: one for the region, open for referrals that
 * day, that takes people of this sex and age. Undefined when there is none, which is so outside Greater
 * Manchester for women, whose contracts are of another type, and for everyone from 2024 on.
 */
export function eteContractFor(person: Referred, day: Day): EteContract | undefined {
  const age = ageOn(person.born, day);
  return contracts.find(
    (contract) =>
      contract.region === person.unit.regionName &&
      contract.from <= day &&
      day <= contract.to &&
      (person.sex === 'F' ? contract.allowsFemale : contract.allowsMale) &&
      age >= contract.minimumAge &&
      (contract.maximumAge === null || age <= contract.maximumAge),
  );
}
