/** Measures one contestant once. */
export type Measure<Result> = () => Promise<Result>;

/**
 * Measures all contestants in turn, round after round, beginning each round with another one, and returns each
 * one's results by round. Interleaving spreads what else the machine does over all of them alike.
 */
export async function interleaved<Name extends string, Result>(
  rounds: number,
  contestants: Readonly<Record<Name, Measure<Result>>>,
): Promise<Record<Name, Result[]>> {
  const names = Object.keys(contestants) as Name[];
  const results = Object.fromEntries(names.map((name) => [name, [] as Result[]])) as Record<Name, Result[]>;
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(round + turn) % names.length] as Name;
      results[name].push(await contestants[name]());
    }
  }
  return results;
}
