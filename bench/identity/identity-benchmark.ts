import type { Benchmark } from '../harness/benchmark.ts';
import { signatureFigures } from './signature-figures.ts';
import { tokenFigures } from './token-figures.ts';

/** What it costs to know who asks, and to tell an agency so. */
export const identityBenchmark: Benchmark = {
  name: 'identity',
  summary: 'who asks: checking a token anew and again, signing and verifying a request; × bare cryptography',
  async run({ quick }, { cleanup, tell }) {
    const size = quick ? { rounds: 3, times: 500, fresh: 50 } : { rounds: 9, times: 20_000, fresh: 1_000 };
    tell(`measuring ${size.rounds} rounds`);
    return [...(await tokenFigures(size, cleanup)), ...(await signatureFigures(size))];
  },
};
