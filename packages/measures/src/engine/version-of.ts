import type { PlainDate } from '@throughgate/domain';
import { MeasureError } from '../question/measure-error.ts';

/** What is declared in versions. */
interface Versioned {
  readonly id: string;
  readonly version: number;
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
}

/**
 * The declaration that is asked for: of a version, or else the one that is valid on the as-of day.
 * Raises `MeasureError` `UNKNOWN_MEASURE`, with what there is.
 * @param what what is asked for, in a word, which is the argument too: `measure`, `funnel`
 */
export function versionOf<Declared extends Versioned>(
  what: string,
  declared: readonly Declared[],
  { id, version, on }: { readonly id: string; readonly version?: number | undefined; readonly on: PlainDate },
): Declared {
  const versions = declared.filter((one) => one.id === id);
  if (versions.length === 0) {
    const ids = [...new Set(declared.map((one) => one.id))].sort();
    throw new MeasureError(
      'UNKNOWN_MEASURE',
      `There is no ${what} ${JSON.stringify(id)}. There are: ${ids.join(', ') || 'none'}`,
      what === 'measure' ? 'id' : what,
    );
  }
  const found =
    version === undefined
      ? versions.findLast(({ validFrom, validTo }) => validFrom <= on && (validTo === null || on <= validTo))
      : versions.find((one) => one.version === version);
  if (found) return found;
  const told = versions
    .map((one) => `${one.version} (valid from ${one.validFrom}${one.validTo ? ` to ${one.validTo}` : ''})`)
    .join(', ');
  throw new MeasureError(
    'UNKNOWN_MEASURE',
    version === undefined
      ? `No version of the ${what} ${id} is valid on ${on}. Ask for one of: ${told}`
      : `The ${what} ${id} has no version ${version}. There are: ${told}`,
    version === undefined ? 'asOf' : 'version',
  );
}
