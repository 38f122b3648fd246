import type { FileKind } from './file-kind.ts';
import type { Tables } from './stored.ts';

/**
 * The key of the file that an input names, and the input with that key in its one canonical form: `a1234bc` and
 * `A1234BC` are one file. Raises `BAD_USER_INPUT` when it is malformed.
 */
export function withFileKey<Input extends object>(
  file: Pick<FileKind<Tables>, 'key' | 'canonical'>,
  input: Input,
): { readonly key: string; readonly input: Input } {
  const given = String((input as Record<string, unknown>)[file.key]);
  const key = file.canonical(given);
  return { key, input: key === given ? input : { ...input, [file.key]: key } };
}
