import type { Funnel } from '../declaration/funnel.ts';
import type { AnswerCell, CellKey, FunnelCell, FunnelStepAnswer } from '../question/measure-answer.ts';
import { shareOf } from './answer-cell.ts';

/** The steps of a funnel in one cell. */
export function funnelCell(
  { steps }: Funnel,
  by: readonly CellKey[],
  /** Of each step after the first; undefined where nobody came so far. */
  answers: readonly (AnswerCell | undefined)[],
): FunnelCell {
  const begun = answers[0]?.denominator ?? null;
  return {
    by,
    steps: steps.map(({ id }, at): FunnelStepAnswer => {
      if (at === 0) {
        return { ...untold, id, count: begun, suppressed: begun === null };
      }
      const answer = answers[at - 1];
      if (!answer) return { ...untold, id, count: 0, suppressed: false };
      const { numerator, denominator, value, suppressed } = answer;
      const { value: share, lower, upper } = shareOf(numerator, denominator, 1);
      return { id, count: numerator, share, lower, upper, medianDays: value, suppressed };
    }),
  };
}

const untold = { share: null, lower: null, upper: null, medianDays: null };
