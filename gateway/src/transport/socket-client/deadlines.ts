/** Something that must be done by a time. */
export interface Due {
  /** Milliseconds of `performance.now()`. */
  readonly deadline: number;
  /** Called once, when it was not done by then. */
  onDeadline(): void;
}

/** What must be done by times, under one timer: nearly all of it is done long before, and a timer for each costs more than to look. */
export interface Deadlines {
  add(due: Due): void;
  /** It is done, or given up. */
  delete(due: Due): void;
}

/** Creates {@link Deadlines}. The timer alone keeps no process running. */
export function createDeadlines(): Deadlines {
  const open = new Set<Due>();
  let timer: NodeJS.Timeout | undefined;
  /** When the timer looks next. */
  let next = Number.POSITIVE_INFINITY;

  return {
    add(due) {
      open.add(due);
      if (due.deadline < next) wakeAt(due.deadline);
    },
    delete: (due) => void open.delete(due),
  };

  function wakeAt(time: number): void {
    clearTimeout(timer);
    next = time;
    // Rounded up: a timer may fire within the millisecond before.
    timer = setTimeout(look, Math.max(0, Math.ceil(time - performance.now()))).unref();
  }

  function look(): void {
    timer = undefined;
    next = Number.POSITIVE_INFINITY;
    const now = performance.now();
    let first = Number.POSITIVE_INFINITY;
    for (const due of open) {
      if (due.deadline <= now) {
        open.delete(due);
        due.onDeadline();
      } else if (due.deadline < first) first = due.deadline;
    }
    if (first < next) wakeAt(first);
  }
}
