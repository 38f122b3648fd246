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

/** Something noted in a schedule. A class, since the getters of object literals are slow to make. */
class Scene<T> implements Upcoming<T> {
  readonly moment: Moment;
  readonly #act: () => T;
  #result: { readonly value: T } | undefined;

  constructor(moment: Moment, act: () => T) {
    this.moment = moment;
    this.#act = act;
  }

  get value(): T {
    if (this.#result === undefined) throw new RangeError('This has not happened yet.');
    return this.#result.value;
  }

  happen(): void {
    this.#result = { value: this.#act() };
  }
}

/** Starts an empty schedule. */
export function createSchedule(): Schedule {
  const scenes: Scene<unknown>[] = [];
  return {
    at<T>(moment: Moment, act: () => T): Upcoming<T> {
      const scene = new Scene(moment, act);
      scenes.push(scene);
      return scene;
    },
    run() {
      scenes.sort((a, b) => a.moment - b.moment);
      for (const scene of scenes) scene.happen();
    },
  };
}
