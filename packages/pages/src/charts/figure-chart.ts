import type { Figure } from '../graph/figure.ts';
import { chartMessage } from './chart-message.ts';
import { chartModel } from './chart-model.ts';
import { figureOption } from './figure-option.ts';
import { loadSvgRenderer } from './svg-renderer.ts';

/** A chart as a page shows it. */
export interface Chart {
  /** First title: what it shows. */
  readonly message: string;
  /** Second title: measure, population, place, period. */
  readonly about: string;
  /** What a screen reader is told in its place. */
  readonly label: string;
  /** Drawings, from wide to narrow screens: SVG text, safe as it stands. */
  readonly wide: string | undefined;
  readonly narrow: string | undefined;
  /** Groups that it leaves out. */
  readonly leftOut: number;
}

/** What of a figure is drawn. */
export interface ChartedFigure extends Pick<Figure, 'cells' | 'noData'> {
  readonly definition: Pick<Figure['definition'], 'form'>;
}

/** For a card of the dashboard: one drawing, whose text can be read at both ends. */
const card = [{ width: 300, fontSize: 13 }] as const;
/** For a page of its own: one for wide and one for narrow screens. */
const page = [
  { width: 640, fontSize: 15 },
  { width: 290, fontSize: 13 },
] as const;

/**
 * Draws a figure.
 *
 * @param id unique on the page
 * @param about its second title
 */
export async function figureChart(
  figure: ChartedFigure,
  { id, about, on }: { readonly id: string; readonly about: string; readonly on: 'card' | 'page' },
): Promise<Chart> {
  const charted = asCounted(figure);
  const model = chartModel(charted);
  const message = chartMessage(charted, model);
  const { form } = charted.definition;
  const isDrawn =
    figure.noData === null &&
    model.series.some(({ cells }) => cells.some((cell) => cell && cell.value !== null));
  const drawings: string[] = [];
  if (isDrawn) {
    const draw = await loadSvgRenderer();
    for (const [index, style] of (on === 'card' ? card : page).entries()) {
      const { option, size } = figureOption(model, form, style);
      drawings.push(draw(option, size, `${id}-${index}`));
    }
  }
  return {
    message,
    about,
    label: `Chart. ${message}. ${about} Its numbers are in the table below.`,
    wide: drawings[0],
    narrow: drawings[1],
    leftOut: model.leftOut,
  };
}

/** Against a target the numbers themselves are drawn, and the target over them; how much of it was reached is in the table. */
function asCounted(figure: ChartedFigure): ChartedFigure {
  if (figure.definition.form !== 'TARGET') return figure;
  const cells = figure.cells.map((cell) => ({ ...cell, value: cell.numerator, lower: null, upper: null }));
  return { ...figure, cells, definition: { form: 'COUNT' } };
}
