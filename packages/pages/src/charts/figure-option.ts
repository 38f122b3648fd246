import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { EChartsCoreOption } from 'echarts/core';
import type { Cell, MeasureForm } from '../graph/figure.ts';
import { numberInWords, tooFew } from '../words/number-words.ts';
import type { ChartModel } from './chart-model.ts';
import { axisInk, coloursFor, decals, gridInk, ink, symbols } from './palette.ts';
import type { ChartSize } from './svg-renderer.ts';

/** How a chart is to be drawn. */
export interface ChartStyle {
  readonly width: number;
  readonly fontSize: number;
}

const fontFamily = 'Arial, sans-serif';
/** Bars of one category, and categories: parts of a bar's width that lie between. */
const barLayout = { barGap: '25%', barCategoryGap: '35%' };

/** Draws a figure: bars that lie, for groups; columns for how many by period; lines for shares and days by period. */
export function figureOption(
  model: ChartModel,
  form: MeasureForm,
  style: ChartStyle,
): { readonly option: EChartsCoreOption; readonly size: ChartSize } {
  if (!model.ofTime) return lyingBars(model, form, style);
  const counts = form === 'COUNT' || form === 'AMOUNT' || form === 'TARGET';
  return overTime(model, form, style, counts ? 'bar' : 'line');
}

/** A number without its unit, where the axis says it often. */
function onAxis(value: number, form: MeasureForm): string {
  return form === 'SHARE' || form === 'GAP' ? `${Math.round(value * 100)}%` : shortNumber(value, form);
}

function shortNumber(value: number, form: MeasureForm): string {
  return numberInWords(value, form).replace(/ days?$/, '');
}

function labelOfCell(cell: Cell, form: MeasureForm): string {
  if (cell.value !== null) return numberInWords(cell.value, form);
  return cell.suppressed ? `${tooFew} too few` : 'not known';
}

function valueAxis(model: ChartModel, form: MeasureForm, { fontSize, width }: ChartStyle) {
  return {
    type: 'value' as const,
    // Bars begin at zero; a difference may lie on both sides of it.
    ...(form === 'GAP' ? {} : { min: 0 }),
    ...(form === 'SHARE' ? shareScale(model, width) : { splitNumber: 4 }),
    axisLabel: {
      color: ink,
      fontSize,
      fontFamily,
      hideOverlap: true,
      formatter: (value: number) => onAxis(value, form),
    },
    splitLine: { lineStyle: { color: gridInk } },
    axisLine: { show: false },
  };
}

/** Shares go up to 100% where one is large, else to the next round share above. */
function shareScale(
  { series }: ChartModel,
  width: number,
): { readonly max: number; readonly interval: number } {
  const largest = Math.max(
    0,
    ...series.flatMap(({ cells }) => cells.map((cell) => cell?.upper ?? cell?.value ?? 0)),
  );
  if (largest > 0.5) return { max: 1, interval: width < 400 ? 0.5 : 0.25 };
  if (largest > 0.2) return { max: 0.5, interval: 0.1 };
  return largest > 0.1 ? { max: 0.2, interval: 0.05 } : { max: 0.1, interval: 0.025 };
}

/** Width of text, about: Arial's letters are half as wide as they are high. */
function textWidth(letters: number, fontSize: number): number {
  return letters * fontSize * 0.54;
}

/** Width that the words of categories take beside lying bars, and how many lines they then have at most. */
function categoryRoom({ categories }: ChartModel, { fontSize, width }: ChartStyle) {
  const longest = textWidth(Math.max(0, ...categories.map(({ length }) => length)), fontSize);
  const room = Math.min(width * 0.36, longest * 1.15 + 8);
  // Lines break between words and so are not full.
  return { room, lines: longest <= room ? 1 : Math.ceil((longest / room) * 1.3) };
}

function categoryAxis(model: ChartModel, style: ChartStyle) {
  const { categories, ofTime } = model;
  const { fontSize } = style;
  return {
    type: 'category' as const,
    data: [...categories],
    axisLine: { lineStyle: { color: axisInk } },
    axisTick: { show: ofTime, alignWithLabel: true, lineStyle: { color: axisInk } },
    axisLabel: {
      color: ink,
      fontSize,
      fontFamily,
      ...(ofTime
        ? { hideOverlap: true, formatter: (label: string) => label.replace(/ (?=\d{4}$)|(?<=\d{4})-/, '\n') }
        : {
            width: Math.round(categoryRoom(model, style).room),
            overflow: 'break' as const,
            interval: 0,
            lineHeight: Math.round(fontSize * 1.15),
          }),
    },
  };
}

/** What every series has: nothing reacts, since nothing runs. */
const still = { silent: true } as const;
const unmoved = { ...still, emphasis: { disabled: true } } as const;

function lyingBars(model: ChartModel, form: MeasureForm, style: ChartStyle) {
  const { series, categories } = model;
  const { fontSize, width } = style;
  const colours = coloursFor(series.length);
  const bars = series.map(
    ({ name, cells }, index): BarSeriesOption => ({
      ...unmoved,
      type: 'bar',
      name,
      ...barLayout,
      itemStyle: { color: colours[index] ?? ink, ...withDecal(series.length, index) },
      data: cells.map((cell) => cell?.value ?? null),
    }),
  );
  const marks = series.map(({ name, cells }, index): CustomSeriesOption => {
    const shown = cells.flatMap((cell, category) => (cell ? [{ cell, category }] : []));
    return {
      ...still,
      type: 'custom',
      // Above the bars.
      z: 5,
      data: shown.map(({ cell, category }) => [
        category,
        cell.value ?? 0,
        cell.lower ?? cell.value ?? 0,
        cell.upper ?? cell.value ?? 0,
      ]),
      encode: { y: 0, x: [1, 2, 3] },
      renderItem: (parameters, api) => {
        const [category, lower, upper] = [Number(api.value(0)), Number(api.value(2)), Number(api.value(3))];
        const { cell } = shown[parameters.dataIndex] ?? {};
        const offset = api.barLayout({ count: series.length, ...barLayout })?.[index]?.offsetCenter ?? 0;
        const [from = 0, y = 0] = api.coord([lower, category]);
        const [to = 0] = api.coord([upper, category]);
        const at = y + offset;
        const hasInterval = cell !== undefined && cell.lower !== null && cell.upper !== null;
        const text = cell ? labelOfCell(cell, form) : '';
        return {
          type: 'group',
          children: [
            ...(hasInterval ? whisker(from, to, at, false) : []),
            {
              type: 'text',
              style: {
                text: name === '' ? text : `${text} ${name}`,
                x: to + 6,
                y: at,
                fill: ink,
                fontSize,
                fontFamily,
                verticalAlign: 'middle',
              },
            },
          ],
        };
      },
    };
  });
  const thickness = Math.round(fontSize * 1.5);
  const { lines } = categoryRoom(model, style);
  const row = Math.max(series.length * thickness, lines * fontSize * 1.2) + fontSize;
  const height = Math.round(categories.length * row + fontSize * 3);
  const longest = Math.max(
    4,
    ...series.flatMap(({ name, cells }) =>
      cells.map(
        // What is not told stands at zero, where there is room.
        (cell) =>
          (cell && cell.value !== null ? labelOfCell(cell, form).length : 0) +
          (name === '' ? 0 : name.length + 1),
      ),
    ),
  );
  return {
    size: { width, height },
    option: {
      aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
      grid: {
        top: 4,
        bottom: 4,
        left: 4,
        right: Math.min(width * 0.4, textWidth(longest, fontSize) + 10),
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: valueAxis(model, form, style),
      yAxis: { ...categoryAxis(model, style), inverse: true },
      series: [...bars, ...marks],
    },
  };
}

function overTime(model: ChartModel, form: MeasureForm, style: ChartStyle, type: 'bar' | 'line') {
  const { series } = model;
  const { fontSize, width } = style;
  const colours = coloursFor(series.length);
  const names = Math.max(0, ...series.map(({ name }) => name.length));
  const nameRoom = Math.min(width * 0.3, textWidth(names, fontSize) * 1.15);
  const drawn = series.map(({ name, cells }, index): BarSeriesOption | LineSeriesOption => {
    const colour = colours[index] ?? ink;
    const common = { ...unmoved, name, data: cells.map((cell) => cell?.value ?? null) };
    if (type === 'bar') {
      return {
        ...common,
        type,
        ...barLayout,
        itemStyle: { color: colour, ...withDecal(series.length, index) },
      };
    }
    return {
      ...common,
      type,
      symbol: symbols[index] ?? 'circle',
      symbolSize: 9,
      showAllSymbol: true,
      itemStyle: { color: colour },
      lineStyle: {
        color: colour,
        width: 3,
        type: (['solid', 'dashed', 'dotted', [12, 4, 2, 4]] as const)[index] ?? 'solid',
      },
      ...(name === ''
        ? {}
        : {
            endLabel: {
              show: true,
              formatter: name,
              color: ink,
              fontSize,
              fontFamily,
              width: nameRoom,
              overflow: 'break',
            },
            labelLayout: { moveOverlap: 'shiftY' as const },
          }),
    } as LineSeriesOption;
  });
  const marks = series.map(({ cells }, index): CustomSeriesOption => {
    const shown = cells.flatMap((cell, category) => (cell ? [{ cell, category }] : []));
    const labelled = new Set(series.length === 1 ? worthALabel(cells) : []);
    return {
      ...still,
      type: 'custom',
      z: 5,
      data: shown.map(({ cell, category }) => [
        category,
        cell.value ?? 0,
        cell.lower ?? cell.value ?? 0,
        cell.upper ?? cell.value ?? 0,
      ]),
      encode: { x: 0, y: [1, 2, 3] },
      renderItem: (parameters, api) => {
        const { cell } = shown[parameters.dataIndex] ?? {};
        const [category, lower, upper] = [Number(api.value(0)), Number(api.value(2)), Number(api.value(3))];
        const offset =
          type === 'bar'
            ? (api.barLayout({ count: series.length, ...barLayout })?.[index]?.offsetCenter ?? 0)
            : 0;
        const [x = 0, bottom = 0] = api.coord([category, lower]);
        const [, top = 0] = api.coord([category, upper]);
        const hasInterval = cell !== undefined && cell.lower !== null && cell.upper !== null;
        const text =
          cell === undefined
            ? ''
            : cell.value === null
              ? tooFewOrNothing(cell)
              : shortNumber(cell.value, form);
        const isLabelled = cell?.value === null || labelled.has(category);
        return {
          type: 'group',
          children: [
            ...(hasInterval ? whisker(bottom, top, x + offset, true) : []),
            ...(isLabelled
              ? [
                  {
                    type: 'text' as const,
                    style: {
                      text,
                      x: x + offset,
                      y: top - 8,
                      fill: ink,
                      fontSize,
                      fontFamily,
                      fontWeight: 'bold' as const,
                      // Read also where it lies on a line.
                      stroke: '#fff',
                      lineWidth: 3,
                      align: 'center' as const,
                      verticalAlign: 'bottom' as const,
                    },
                  },
                ]
              : []),
          ],
        };
      },
    };
  });
  const targets = targetLine(model, style);
  return {
    size: { width, height: Math.round(Math.min(320, width * 0.72)) },
    option: {
      aria: { enabled: true, label: { enabled: false }, decal: { show: false } },
      grid: {
        top: fontSize * 2,
        bottom: 4,
        left: 4,
        right: Math.max(targets ? fontSize * 3.6 : fontSize * 1.6, nameRoom + 14),
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: categoryAxis(model, style),
      yAxis: valueAxis(model, form, style),
      series: [...drawn, ...(targets ? [targets] : []), ...marks],
    },
  };
}

function tooFewOrNothing({ suppressed }: Cell): string {
  return suppressed ? tooFew : '–';
}

/** Which points of a single series say their number: the ends, the highest and the lowest. */
function worthALabel(cells: readonly (Cell | undefined)[]): number[] {
  const told = cells.flatMap((cell, index) =>
    cell && cell.value !== null ? [{ index, value: cell.value }] : [],
  );
  if (told.length <= 6) return told.map(({ index }) => index);
  const sorted = told.toSorted((one, other) => one.value - other.value);
  return [told.at(0), told.at(-1), sorted.at(0), sorted.at(-1)].flatMap((one) => (one ? [one.index] : []));
}

/** What was agreed for each period, as a line over the columns. */
function targetLine({ series }: ChartModel, { fontSize }: ChartStyle): LineSeriesOption | undefined {
  const [only, ...others] = series;
  if (!only || others.length > 0 || !only.cells.some((cell) => cell && cell.target !== null))
    return undefined;
  return {
    ...unmoved,
    type: 'line',
    step: 'middle',
    data: only.cells.map((cell) => cell?.target ?? null),
    symbol: 'none',
    z: 4,
    lineStyle: { color: '#F46A25', width: 3, type: 'dashed' },
    endLabel: { show: true, formatter: 'Target', color: ink, fontSize, fontFamily },
  } as LineSeriesOption;
}

/** An interval: a line with an end on both sides, white beneath so that it is seen on a bar. */
function whisker(from: number, to: number, at: number, upright: boolean) {
  const end = 4;
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    upright ? { x1: y1, y1: x1, x2: y2, y2: x2 } : { x1, y1, x2, y2 };
  const lines = [
    line(from, at, to, at),
    line(from, at - end, from, at + end),
    line(to, at - end, to, at + end),
  ];
  const stroked = (stroke: string, lineWidth: number) =>
    lines.map((shape) => ({ type: 'line' as const, shape, style: { stroke, lineWidth } }));
  return [...stroked('#fff', 4), ...stroked(ink, 1.5)];
}

function withDecal(series: number, index: number) {
  // One series needs no pattern to be told apart.
  const decal = series > 1 ? decals[index] : undefined;
  return decal && decal.symbol !== 'none' ? { decal: decal as object } : {};
}
