import type { AnswerCell, Curve } from '../question/measure-answer.ts';
import { kaplanMeier } from '../statistics/kaplan-meier.ts';

/** The share to whom the event has come, by days: what the Kaplan–Meier estimate leaves of 1. No points where none may be told. */
export function curveOf({ by, suppressed, durations }: AnswerCell): Curve {
  const points = kaplanMeier(durations ?? []).map(({ days, survival, lower, upper, atRisk }) => ({
    days,
    share: 1 - survival,
    lower: 1 - upper,
    upper: 1 - lower,
    atRisk,
  }));
  return { by, suppressed, points };
}
