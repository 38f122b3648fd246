import { join } from 'node:path';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import { startChild } from '../harness/child.ts';
import { type Figure, inUnit, judged, plain, times } from '../harness/figure.ts';
import { median, medianRatio } from '../harness/statistics.ts';
import { fillStore } from './fill-store.ts';

type Contestant = 'byHand' | 'exact' | 'guarded' | 'again';

/** What `processes/ask-store.ts` says: milliseconds, of each contestant the first question and then those of the rounds. */
interface Told {
  readonly opening: number;
  readonly told: Readonly<Record<string, Readonly<Record<Contestant, readonly number[]>>>>;
}

const milliseconds = inUnit('ms');

/** What a question costs over a store of made-up people, beside SQL by hand on the same file that counts and protects nobody. */
export async function storeFigures(
  { people, rounds }: { readonly people: number; readonly rounds: number },
  { directory, cleanup, tell }: BenchmarkPlace,
): Promise<Figure[]> {
  const path = join(directory, 'measures.duckdb');
  tell(`writing the releases of ${people} people into a store`);
  const releases = await fillStore(path, people);
  tell(`asking it, ${rounds} rounds of two questions`);
  const child = await startChild(
    {
      module: join(import.meta.dirname, 'processes/ask-store.ts'),
      arguments: [path, String(rounds)],
      startTime: 20 * 60_000,
    },
    cleanup,
  );
  const { opening, told } = JSON.parse(child.ready) as Told;
  const memory = child.peakMemory();
  await child.stop();
  return [
    ...Object.entries(told).flatMap(([name, results]) => {
      const later = (contestant: Contestant) => results[contestant].slice(1);
      const first = (contestant: Contestant) => results[contestant].slice(0, 1);
      const ratio = (contestant: Contestant) => medianRatio(later(contestant), later('byHand'));
      return [
        judged(`${name}: exact, × SQL by hand`, ratio('exact'), { atMost: 1.5 }, times),
        judged(`${name}: rounded, ledger and audit, × SQL by hand`, ratio('guarded'), { atMost: 2.5 }, times),
        plain('  by hand', median(later('byHand')), milliseconds),
        plain('  exact', median(later('exact')), milliseconds),
        plain('  rounded, ledger and audit', median(later('guarded')), milliseconds),
        plain('  the same question again', median(later('again')), milliseconds),
        plain('  the first: by hand', median(first('byHand')), milliseconds),
        plain('  the first: exact', median(first('exact')), milliseconds),
        plain('  the first: rounded, ledger and audit', median(first('guarded')), milliseconds),
      ];
    }),
    plain(`opening the file of ${releases} releases, all of it read once`, opening, milliseconds),
    memory === undefined
      ? plain('peak memory of the process that asked', undefined)
      : judged('peak memory of the process that asked', memory / 2 ** 30, { atMost: 1 }, inUnit('GiB')),
  ];
}
