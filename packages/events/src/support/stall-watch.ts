/** Notices work that takes too long while it is still under way: a promise that never settles tells nobody. */
export interface StallWatch {
  /** Work of this name is under way. Work that already is keeps the moment at which it began. */
  begin(name: string): void;
  /** Work of this name is done, however it ended. */
  end(name: string): void;
  /** Whatever was under way counts as done. */
  clear(): void;
  /** Leaves off what is under way, unless it has taken too long already: whatever did it has been given up. */
  giveUp(): void;
  /** How long the oldest work that takes too long has taken, in seconds; `undefined` when none does. */
  stalledFor(): number | undefined;
}

/** What {@link createStallWatch} is made from. */
export interface StallWatchOptions {
  /** Milliseconds that work may take. */
  readonly limit: number;
  /** Told once when something takes too long. */
  onStall(): void;
  /** Told once when nothing does any more, with the seconds that it lasted. */
  onEnd(seconds: number): void;
}

/** Creates a {@link StallWatch}. Its timers keep no process alive. */
export function createStallWatch({ limit, onStall, onEnd }: StallWatchOptions): StallWatch {
  const underWay = new Map<string, { began: number; timer: NodeJS.Timeout }>();
  const stalled = new Map<string, number>();
  let since = 0;

  return {
    begin(name) {
      if (underWay.has(name)) return;
      const began = performance.now();
      const timer = setTimeout(() => {
        stalled.set(name, began);
        if (stalled.size > 1) return;
        since = began;
        onStall();
      }, limit).unref();
      underWay.set(name, { began, timer });
    },
    end,
    clear() {
      for (const name of [...underWay.keys()]) end(name);
    },
    giveUp() {
      for (const name of [...underWay.keys()]) if (!stalled.has(name)) end(name);
    },
    stalledFor() {
      return stalled.size === 0 ? undefined : secondsSince(Math.min(...stalled.values()));
    },
  };

  function end(name: string): void {
    clearTimeout(underWay.get(name)?.timer);
    underWay.delete(name);
    if (stalled.delete(name) && stalled.size === 0) onEnd(secondsSince(since));
  }
}

function secondsSince(moment: number): number {
  return Math.round((performance.now() - moment) / 100) / 10;
}
