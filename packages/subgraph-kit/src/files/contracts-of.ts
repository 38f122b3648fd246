import { type EventContract, eventContracts } from '@throughgate/contracts';

/**
 * Finds the contract of an agency's event type, among those given or those of `schemas/events/<name>`. The function that
 * it returns raises an error naming the file that is missing.
 */
export function contractsOf(
  name: string,
  given: readonly EventContract[] | undefined,
): (type: string) => EventContract {
  const contracts = new Map((given ?? eventContracts(name)).map((contract) => [contract.type, contract]));
  return (type) => {
    const contract = contracts.get(type);
    if (contract) return contract;
    const place = given ? 'among the schemas given' : `in schemas/events/${name}`;
    throw new Error(`No contract: there is no ${type}.json ${place}`);
  };
}
