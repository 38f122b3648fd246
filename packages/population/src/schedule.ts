import type { Moment } from './time/day.ts';

/** Things that happen, noted in any order and then acted out in the order of time. */
export interface Schedule {
  /** Notes that something happens at a moment. Of things at one moment, the first noted happens first. */
  at(moment: Moment, act: () => void): void;
  /** Acts out everything noted. */
  run(): void;
}

/** Starts an empty schedule. */
export function createSchedule(): Schedule {
  const scenes: { moment: Moment; act: () => void }[] = [];
  return {
    at: (moment, act) => void scenes.push({ moment, act }),
    run: () => {
      scenes.sort((a, b) => a.moment - b.moment);
      for (const scene of scenes) scene.act();
    },
  };
}
