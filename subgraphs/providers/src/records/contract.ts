import { type CrsContract, crsContract, type ServiceProvider, serviceProvider } from '@throughgate/domain';

/** The contract that a record points to, which was there when the record was written. */
export function contractOf(reference: string): CrsContract {
  const contract = crsContract(reference);
  if (!contract) throw new Error(`contract ${reference} is not in the reference data any more`);
  return contract;
}

/** The prime provider of a contract. */
export function providerOf({ primeProviderCode }: CrsContract): ServiceProvider {
  const provider = serviceProvider(primeProviderCode);
  if (!provider) throw new Error(`provider ${primeProviderCode} is not in the reference data any more`);
  return provider;
}
