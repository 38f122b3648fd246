/** A share counted one by one. */
export interface Share {
  /** How many had the property. */
  readonly count: number;
  /** Of how many. */
  readonly of: number;
  /** `count / of`, NaN of none. */
  readonly value: number;
}

/** Counts how many of many have a property. */
export interface ShareCounter {
  /** Counts one, with or without the property. */
  add(has: boolean): void;
  /** What has been counted. */
  result(): Share;
}

/** Starts counting a share. */
export function countShare(): ShareCounter {
  let count = 0;
  let of = 0;
  return {
    add(has) {
      of++;
      if (has) count++;
    },
    result: () => ({ count, of, value: count / of }),
  };
}

/** Adds up values for their mean. */
export interface MeanCounter {
  /** Takes one value. */
  add(value: number): void;
  /** The mean, NaN of none. */
  result(): number;
}

/** Starts a mean. */
export function countMean(): MeanCounter {
  let sum = 0;
  let of = 0;
  return {
    add(value) {
      sum += value;
      of++;
    },
    result: () => sum / of,
  };
}
