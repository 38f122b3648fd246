import type { Moment } from './time/day.ts';

/** What comes of something that is still to happen. */
export interface Upcoming<T> {
  /** What came of it. Raises RangeError before it has happened. */
  readonly value: T;
}

/** Things that happen, noted in any order and then acted out in the order of time. */
export interface Schedule {
  /**
   * Notes that something happens at a moment, and returns what will come of it. Of things at one moment, the first
   * noted happens first.
   */
  at<T>(moment: Moment, act: () => T): Upcoming<T>;
  /** Acts out everything noted. */
  run(): void;
}

/** Starts an empty schedule. */
export function createSchedule(): Schedule {
  const scenes: { readonly moment: Moment; readonly act: () => void }[] = [];
  return {
    at<T>(moment: Moment, act: () => T): Upcoming<T> {
      let result: { readonly value: T } | undefined;
      scenes.push({
        moment,
        act: () => {
          result = { value: act() };
        },
      });
      return {
        get value() {
          if (result === undefined) throw new RangeError('This has not happened yet.');
          return result.value;
        },
      };
    },
    run() {
      scenes.sort((a, b) => a.moment - b.moment);
      for (const scene of scenes) scene.act();
    },
  };
}
