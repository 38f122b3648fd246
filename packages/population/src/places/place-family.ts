import type { PlaceLog } from './place-log.ts';

/**
 * A kind of records of registers: about places, posts and organisations, and so of no person. The places are the same for
 * every seed and profile, as the country is, so that the records of two populations in one hub agree about them.
 */
export interface PlaceFamily {
  /** Writes the steps of all places, from before the first population to the end of the last. */
  write(log: PlaceLog): void;
}
