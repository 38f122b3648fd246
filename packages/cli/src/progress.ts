import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a long piece of work is, on standard error. */
export interface Progress {
  /** `done` of `total`, in the unit of the title. */
  update(done: number, total: number): void;
  finish(): void;
}

/** A bar on a terminal; elsewhere a line for each tenth, so that a log stays readable. */
export function showProgress(title: string, unit: string): Progress {
  return process.stderr.isTTY ? bar(title, unit) : lines(title, unit);
}

function bar(title: string, unit: string): Progress {
  const format = `${title} {bar} {percentage}% | {value} of {total} ${unit} | {duration_formatted}`;
  const single = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  single.start(1, 0);
  return {
    update(done, total) {
      single.setTotal(total);
      single.update(done);
    },
    finish: () => single.stop(),
  };
}

function lines(title: string, unit: string): Progress {
  let tenth = -1;
  return {
    update(done, total) {
      const now = total === 0 ? 10 : Math.floor((done / total) * 10);
      if (now === tenth) return;
      tenth = now;
      process.stderr.write(`${title}: ${done} of ${total} ${unit}\n`);
    },
    finish: () => undefined,
  };
}
