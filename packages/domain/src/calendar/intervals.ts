/** A stretch of time: milliseconds since 1970, `from` belongs to it, `until` does not. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** The same time as intervals that neither overlap nor touch, the earliest first. Empty ones are left out. */
export function unionOf(intervals: readonly Interval[]): Interval[] {
  const inOrder = intervals.filter(({ from, until }) => from < until).sort((a, b) => a.from - b.from);
  const united: Interval[] = [];
  let last: Interval | undefined;
  for (const next of inOrder) {
    if (last && next.from <= last.until) {
      last = { from: last.from, until: Math.max(last.until, next.until) };
      united[united.length - 1] = last;
    } else {
      last = next;
      united.push(next);
    }
  }
  return united;
}

/** What is left of the time of `intervals` when that of `taken` is taken away, in the form of {@link unionOf}. */
export function without(intervals: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const away = unionOf(taken);
  return unionOf(intervals).flatMap(({ from, until }) => {
    const left: Interval[] = [];
    let at = from;
    for (const gone of away) {
      if (gone.until <= at) continue;
      if (gone.from >= until) break;
      if (gone.from > at) left.push({ from: at, until: gone.from });
      at = gone.until;
    }
    if (at < until) left.push({ from: at, until });
    return left;
  });
}

/** The time that belongs to both, in the form of {@link unionOf}. */
export function intersectionOf(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const united = unionOf(other);
  return unionOf(one).flatMap((interval) =>
    united
      .map(({ from, until }) => ({
        from: Math.max(interval.from, from),
        until: Math.min(interval.until, until),
      }))
      .filter(({ from, until }) => from < until),
  );
}

/** How many whole minutes belong to both. */
export function overlapMinutes(one: readonly Interval[], other: readonly Interval[]): number {
  const shared = intersectionOf(one, other).reduce((sum, { from, until }) => sum + until - from, 0);
  return Math.floor(shared / 60_000);
}
