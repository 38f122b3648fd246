import type { LineSeriesOption } from 'echarts/charts';
import type { Curve, Curves } from '../graph/curves.ts';
import { numberInWords } from '../words/number-words.ts';
import { labelOf } from './chart-model.ts';
import type { Chart } from './figure-chart.ts';
import { axisInk, coloursFor, gridInk, ink, mostSeries } from './palette.ts';
import { loadSvgRenderer } from './svg-renderer.ts';

/** Who a curve is of, in words. */
export function curveName({ by }: Curve): string {
  return by.map(labelOf).join(', ') || 'Everybody';
}

/** The first day by which the event has come to a share; undefined where it has not. */
export function dayOfShare({ points }: Curve, share: number): number | undefined {
  return points.find((point) => point.share >= share)?.days;
}

const fontFamily = 'Arial, sans-serif';
const patterns = ['solid', 'dashed', 'dotted', [12, 4, 2, 4]] as const;

/**
 * Draws how days pass as steps, each curve with its 95% interval as a band.
 *
 * @param id unique on the page
 */
export async function curveChart(
  curves: Curves,
  { id, about }: { readonly id: string; readonly about: string },
): Promise<Chart> {
  const told = curves.curves.filter(({ points }) => points.length > 0);
  const shown = told.slice(0, mostSeries);
  const message = messageOf(shown);
  const chart = {
    message,
    about,
    label: `Chart. ${message}. ${about} Its numbers are in the table below.`,
    leftOut: told.length - shown.length,
  };
  if (shown.length === 0) return { ...chart, wide: undefined, narrow: undefined };
  const draw = await loadSvgRenderer();
  const [wide, narrow] = [
    { width: 640, height: 360, fontSize: 15 },
    { width: 290, height: 240, fontSize: 13 },
  ].map(({ width, height, fontSize }, index) =>
    draw(curveOption(shown, { width, fontSize }), { width, height }, `${id}-${index}`),
  );
  return { ...chart, wide, narrow };
}

function messageOf(curves: readonly Curve[]): string {
  const [first] = curves;
  if (!first) return 'Nothing that can be told';
  const halves = curves.map((curve) => {
    const day = dayOfShare(curve, 0.5);
    const words = day === undefined ? 'not reached' : numberInWords(day, 'DURATION');
    return curves.length === 1 ? words : `${curveName(curve)} ${words}`;
  });
  return `Half by: ${halves.join(', ')}`;
}

function curveOption(
  curves: readonly Curve[],
  { width, fontSize }: { readonly width: number; readonly fontSize: number },
) {
  const colours = coloursFor(curves.length);
  const last = Math.max(...curves.map(({ points }) => points.at(-1)?.days ?? 0), 1);
  const names = Math.max(...curves.map((curve) => curveName(curve).length));
  const nameRoom = Math.min(width * 0.3, names * fontSize * 0.6);
  return {
    grid: {
      top: 12,
      bottom: fontSize * 1.6,
      left: 4,
      right: curves.length > 1 ? nameRoom + 12 : 16,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'value',
      min: 0,
      max: last,
      name: 'Days',
      nameLocation: 'middle',
      nameGap: fontSize * 1.8,
      nameTextStyle: { color: ink, fontSize, fontFamily },
      axisLabel: { color: ink, fontSize, fontFamily, hideOverlap: true },
      axisLine: { show: true, lineStyle: { color: axisInk } },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 1,
      interval: 0.25,
      axisLabel: {
        color: ink,
        fontSize,
        fontFamily,
        formatter: (share: number) => `${Math.round(share * 100)}%`,
      },
      splitLine: { lineStyle: { color: gridInk } },
    },
    series: curves.flatMap((curve, index): LineSeriesOption[] => {
      const color = colours[index] ?? ink;
      const points = [
        { days: 0, share: 0, lower: 0, upper: 0 },
        ...curve.points.filter(({ days }) => days > 0),
      ];
      const end = points.at(-1);
      if (end && end.days < last) points.push({ ...end, days: last });
      // A band is what lies between two lines that are stacked: the lower end, and on it the width of the interval.
      const band = (data: number[][], filled: boolean) =>
        ({
          type: 'line',
          silent: true,
          step: 'end',
          stack: `interval ${index}`,
          stackStrategy: 'all',
          symbol: 'none',
          lineStyle: { opacity: 0 },
          ...(filled ? { areaStyle: { color, opacity: 0.18 } } : {}),
          data,
        }) as LineSeriesOption;
      return [
        band(
          points.map(({ days, lower }) => [days, lower]),
          false,
        ),
        band(
          points.map(({ days, lower, upper }) => [days, upper - lower]),
          true,
        ),
        {
          type: 'line',
          silent: true,
          step: 'end',
          symbol: 'none',
          z: 3,
          lineStyle: { color, width: 3, type: patterns[index] ?? 'solid' } as object,
          data: points.map(({ days, share }) => [days, share]),
          ...(curves.length > 1
            ? {
                endLabel: {
                  show: true,
                  formatter: curveName(curve),
                  color: ink,
                  fontSize,
                  fontFamily,
                  width: nameRoom,
                  overflow: 'break' as const,
                },
                labelLayout: { moveOverlap: 'shiftY' as const },
              }
            : {}),
        },
      ];
    }),
  };
}
