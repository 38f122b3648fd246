import type { Benchmark } from '../harness/benchmark.ts';
import { nestedPlace } from '../harness/nested-place.ts';
import { graphFigures } from './graph-figures.ts';
import { storeFigures } from './store-figures.ts';

/** Questions to measures: over a store of as many people as a country has in custody and under supervision, and through a whole hub. */
export const measuresBenchmark: Benchmark = {
  name: 'measures',
  summary:
    'questions to measures over 350,000 people, × SQL by hand in DuckDB; a measure and the dashboard through a hub',
  async run({ quick, people = quick ? 5_000 : 350_000 }, place) {
    const ofStore = await nestedPlace(place, 'store', (below) =>
      storeFigures({ people, rounds: quick ? 3 : 9 }, below),
    );
    const ofGraph = await nestedPlace(place, 'graph', (below) =>
      graphFigures({ people: quick ? 100 : 3_000, questions: quick ? 3 : 9, quick }, below),
    );
    return [...ofStore, ...ofGraph];
  },
};
