import { type Prison, prison } from '@throughgate/domain';

/** The register's entry of a prison that a record names. Raises an error when the register has it no more. */
export function registeredPrison(prisonId: string): Prison {
  const entry = prison(prisonId);
  if (!entry) throw new Error(`prison ${prisonId} is not in the register any more`);
  return entry;
}
