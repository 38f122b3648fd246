import { curveName, dayOfShare } from '../charts/curve-chart.ts';
import type { Curve, Curves } from '../graph/curves.ts';
import { countInWords, numberInWords } from '../words/number-words.ts';
import type { TableView } from './figure-view.ts';

/** Days at which the table of a curve is read. */
const readAt = [7, 14, 28, 42, 91, 182, 365];

/** The curve as a table: the share by then, with its interval, and how many were still watched. */
export function curveTable({ curves }: Curves, title: string): TableView {
  const told = curves.filter(({ points }) => points.length > 0);
  const last = Math.max(0, ...told.map(({ points }) => points.at(-1)?.days ?? 0));
  const days = readAt.filter((day) => day <= last);
  return {
    caption: `${title}: share to whom it has come, by day, with 95% interval`,
    head: [
      { text: 'Who' },
      { text: 'Half by', numeric: true },
      ...days.map((day) => ({ text: `Day ${day}`, numeric: true })),
      { text: 'Watched at first', numeric: true },
    ],
    rows: curves.map((curve) => {
      const half = dayOfShare(curve, 0.5);
      return [
        { text: curveName(curve), heading: true },
        {
          text: curve.suppressed ? '~' : half === undefined ? '–' : numberInWords(half, 'DURATION'),
          numeric: true,
          ...(curve.suppressed
            ? { spoken: 'too few to tell' }
            : half === undefined
              ? { spoken: 'not reached' }
              : {}),
        },
        ...days.map((day) => ({ text: shareAt(curve, day), numeric: true })),
        { text: curve.points[0] ? countInWords(curve.points[0].atRisk) : '~', numeric: true },
      ];
    }),
  };
}

function shareAt({ points, suppressed }: Curve, day: number): string {
  if (suppressed) return '~';
  const point = points.findLast(({ days }) => days <= day);
  if (!point) return '0%';
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return `${percent(point.share)} (${percent(point.lower)} to ${percent(point.upper)})`;
}
