import { type ErrorCode, errorCodes, explainError } from '@throughgate/registry-client';
import { InvalidArgumentError } from 'commander';
import type { Outcome } from '../../output/outcome.ts';

/** `hub explain`: what an error code means and how to mend it. Raises `InvalidArgumentError` with the nearest codes. */
export function explain(code: string): Outcome {
  const known = explainError(code.trim());
  if (!known) {
    const nearest = nearestCodes(code).join(', ');
    throw new InvalidArgumentError(
      `There is no error code ${code}. Nearest: ${nearest}. docs/errors.md lists all.`,
    );
  }
  const { title, meaning, fix } = known;
  return {
    text: `${known.code}: ${title}\n\n${meaning}\n\nFix: ${fix}\n`,
    data: { code: known.code, title, meaning, fix },
  };
}

/** The three codes whose numbers are nearest to the one written; the first three when there is no number in it. */
function nearestCodes(written: string): ErrorCode[] {
  const number = numberOf(written);
  const distance = (code: string) => Math.abs(numberOf(code) - number);
  return [...errorCodes].sort((a, b) => distance(a) - distance(b)).slice(0, 3);
}

function numberOf(code: string): number {
  return Number(/\d+/.exec(code)?.[0] ?? 0);
}
