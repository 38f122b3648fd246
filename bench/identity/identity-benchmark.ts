import type { Benchmark } from '../harness/benchmark.ts';
import { authorizationFigures } from './authorization-figures.ts';
import { signatureFigures } from './signature-figures.ts';
import { tokenFigures } from './token-figures.ts';

/** What it costs to know who asks, to decide what they may have, and to tell an agency so. */
export const identityBenchmark: Benchmark = {
  name: 'identity',
  summary:
    'who asks: checking a token, signing and verifying a request, authorising an operation; CPU time, × bare cryptography',
  async run({ quick }, { cleanup, tell }) {
    const size = quick ? { rounds: 3, times: 500, fresh: 50 } : { rounds: 9, times: 20_000, fresh: 1_000 };
    tell(`measuring ${size.rounds} rounds`);
    return [
      ...(await tokenFigures(size, cleanup)),
      ...(await signatureFigures(size)),
      ...(await authorizationFigures(size)),
    ];
  },
};
