/**
 * Makes a function that runs what it is given one after the other, in the order given. Work whose turn comes later
 * than `patience` milliseconds is not begun: `tooLate` makes the error that it gets.
 */
export function oneAtATime(
  patience: number,
  tooLate: () => Error,
): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const deadline = performance.now() + patience;
    const turn = last.then(() => {
      if (performance.now() > deadline) throw tooLate();
      return work();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
}
