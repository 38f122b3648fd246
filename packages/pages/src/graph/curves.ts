import { type AnswerBase, answerFields, type Cell } from './figure.ts';

/** How days pass until an event: a curve for each group. */
export interface Curves extends AnswerBase {
  readonly noData: string | null;
  readonly curves: readonly Curve[];
}

/** The share to whom the event has come, by days. */
export interface Curve {
  readonly by: Cell['by'];
  readonly suppressed: boolean;
  readonly points: readonly CurvePoint[];
}

/** A point of a curve; the share stays until the next. */
export interface CurvePoint {
  readonly days: number;
  readonly share: number;
  readonly lower: number;
  readonly upper: number;
  readonly atRisk: number;
}

/** The fragment by which a question reads {@link Curves}: `...Curves`. */
export const curveFragment = `
fragment Curves on MeasureCurves {
  ${answerFields}
  noData
  curves { by { dimension code label } suppressed points { days share lower upper atRisk } }
}`;
