import type { Benchmark } from '../harness/benchmark.ts';
import type { Figure } from '../harness/figure.ts';
import { attackerFigures } from './attacker-figures.ts';
import { costFigures } from './cost-figures.ts';

/** What the layers of disclosure control keep from an attacker, and what they cost. */
export const disclosureBenchmark: Benchmark = {
  name: 'disclosure',
  summary:
    'an attacker with linear programs and differences against each layer of disclosure control, and what each costs',
  async run({ quick, people = quick ? 20_000 : 350_000 }, place) {
    const figures: Figure[] = [];
    figures.push(...(await costFigures(people, quick ? 2 : 3, place)));
    figures.push(...(await attackerFigures({ all: quick ? 4 : 1_000, others: quick ? 2 : 50 }, place)));
    return figures;
  },
};
