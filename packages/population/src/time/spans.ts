import type { Day } from './day.ts';

/** Days from the first to the last, both included. */
export interface Span {
  /** First day. */
  readonly from: Day;
  /** Last day. */
  readonly to: Day;
}

/** The same days as the given spans, with spans that touch or overlap made one, in order of time. */
export function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && span.from <= last.to + 1) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else if (span.to >= span.from) {
      merged.push(span);
    }
  }
  return merged;
}

/** The days of `spans` that are in none of `holes`. Both must be in order of time, without overlaps. */
export function subtractSpans(spans: readonly Span[], holes: readonly Span[]): Span[] {
  const rest: Span[] = [];
  for (const span of spans) {
    let from = span.from;
    for (const hole of holes) {
      if (hole.to < from || hole.from > span.to) continue;
      if (hole.from > from) rest.push({ from, to: hole.from - 1 });
      from = hole.to + 1;
    }
    if (from <= span.to) rest.push({ from, to: span.to });
  }
  return rest;
}

/** The span that includes the day, or undefined. */
export function spanAt<T extends Span>(spans: readonly T[], day: Day): T | undefined {
  return spans.find((span) => span.from <= day && day <= span.to);
}
