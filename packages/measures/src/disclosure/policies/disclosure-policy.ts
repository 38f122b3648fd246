/** What a publisher tells of counts, as data. */
export interface DisclosurePolicy {
  /** As it is set and told, for example `moj`. */
  readonly name: string;
  /** Raised with each change: released numbers keep that by which they were made. */
  readonly version: number;
  readonly title: string;
  /** Where the rules come from, and which of them are this hub's own. */
  readonly source: string;
  /** Fewest different people of whom a number is told. Numbers of fewer, nobody among them, are told as null. */
  readonly threshold: number;
  /** Counts of episodes are told as multiples of this; of 1 as they are. */
  readonly base: number;
  /**
   * How a count becomes a multiple of `base`: up or down by the keys of its records, so that the mean over many is right and nobody can say from
   * which side it came; or to the nearest.
   */
  readonly rounding: 'cell-key' | 'nearest';
  /** Events of a curve are told in groups of at least so many. */
  readonly curveBase: number;
  /** Largest share of a sum that one person may have, between 0 and 1; a sum in which somebody has more is told as null. */
  readonly dominance: number;
}

/** The policy as answers name it: `moj/1`, or just `none`. */
export function policyLabel({ name, version }: DisclosurePolicy): string {
  return name === 'none' ? name : `${name}/${version}`;
}
