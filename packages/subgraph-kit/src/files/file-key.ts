import { identifierInput } from '../graph/input-checks.ts';
import type { AgencyOptions } from './agency.ts';
import type { Tables } from './stored.ts';

/**
 * The key of the file that an input names, and the input with that key in its one canonical form: `a1234bc` and
 * `A1234BC` are one file. Raises `BAD_USER_INPUT` when it is malformed.
 */
export function withFileKey<T extends Tables, Input extends object>(
  { fileKey }: Pick<AgencyOptions<T>, 'fileKey'>,
  input: Input,
): { readonly key: string; readonly input: Input } {
  const given = String((input as Record<string, unknown>)[fileKey]);
  const key = identifierInput(fileKey, given);
  return { key, input: key === given ? input : { ...input, [fileKey]: key } };
}
