import { labelOf } from '../charts/chart-model.ts';
import { type Chart, figureChart } from '../charts/figure-chart.ts';
import { type Choice, choiceSearch } from '../choice/choice.ts';
import type { ChosenCohort } from '../choice/cohort-of-choice.ts';
import type { AnswerBase, Cell, Definition, Figure } from '../graph/figure.ts';
import { dateInWords, momentInWords } from '../html/dates-in-words.ts';
import { dimensionInWords } from '../words/dimension-words.ts';
import {
  countInWords,
  intervalInWords,
  numberInWords,
  tooFew,
  unitInWords,
  valueInWords,
} from '../words/number-words.ts';

/** A figure as a page shows it. */
export interface FigureView {
  readonly id: string;
  readonly title: string;
  readonly definition: Definition;
  /** The value of all, in words, or why there is none. */
  readonly value: string;
  /** Whether `value` is a number. */
  readonly isNumber: boolean;
  /** What stands under the value: interval, numbers. */
  readonly notes: readonly string[];
  readonly chart: Chart;
  readonly table: TableView;
  readonly completeness: CompletenessView;
  readonly citation: string;
  readonly asOf: string;
  readonly policy: string;
  readonly links: FigureLinks;
}

/** Addresses of a figure in its forms. */
export interface FigureLinks {
  readonly page: string;
  /** The page of this very figure, whatever is released later. */
  readonly permanent: string;
  readonly csv: string;
  readonly metadata: string;
  readonly parquet: string;
}

/** A table as templates write it. */
export interface TableView {
  readonly caption: string;
  readonly head: readonly { readonly text: string; readonly numeric?: boolean }[];
  readonly rows: readonly (readonly TableCell[])[];
}

/** A cell of a table. */
export interface TableCell {
  readonly text: string;
  readonly numeric?: boolean;
  /** What a screen reader says in place of the text. */
  readonly spoken?: string;
  readonly heading?: boolean;
}

/** How complete an answer is. */
export interface CompletenessView {
  /** In a sentence. */
  readonly words: string;
  /** Agencies that told nothing for too long, or whose events are not in. */
  readonly lacking: readonly string[];
}

/** Makes a figure ready for a page: its words, chart and table. */
export async function figureView(
  figure: Figure,
  definition: Definition,
  choice: Choice,
  {
    cohort,
    by,
    on,
  }: { readonly cohort: ChosenCohort; readonly by: readonly string[]; readonly on: 'card' | 'page' },
): Promise<FigureView> {
  const { form } = definition;
  const { total, noData } = figure;
  const period = `${dateInWords(choice.from)} to ${dateInWords(choice.to)}`;
  const counted = by.map((dimension) => dimensionInWords(dimension).toLowerCase()).join(' and ');
  const about = `${definition.title}${counted === '' ? '' : ` by ${counted}`}, ${cohort.words}, ${period}.`;
  const id = `c-${definition.id}`;
  return {
    id,
    title: definition.title,
    definition,
    value: noData === null ? wholeValue(total, definition) : 'No data',
    isNumber: noData === null && total.value !== null,
    notes: notesOf(figure, definition, cohort),
    chart: await figureChart(figure, { id, about, on }),
    table: figureTable(figure, definition, { by, on }, about),
    completeness: completenessView(figure),
    citation: figure.citation,
    asOf: figure.asOf,
    policy: figure.policy,
    links: {
      ...figureLinks(definition.id, { ...choice, by }),
      permanent: figureLinks(definition.id, {
        ...choice,
        by,
        asOf: figure.asOf,
        version: definition.version,
      }).page,
    },
  };

  function wholeValue(cell: Cell, { form: kind }: Definition): string {
    const unit = unitInWords(definition);
    if (cell.value !== null) return numberInWords(cell.value, kind) + (unit === undefined ? '' : ` ${unit}`);
    if (cell.suppressed) return 'Too few to tell';
    return kind === 'DURATION' || kind === 'LENGTH' ? 'Median not reached' : 'Nothing to count';
  }

  function notesOf(of: Figure, { target, form: kind }: Definition, chosen: ChosenCohort): string[] {
    if (of.noData !== null) return [of.noData];
    const interval = intervalInWords(of.total, form);
    const { numerator, denominator } = of.total;
    return [
      ...(interval === undefined ? [] : [`95% interval ${interval}`]),
      ...(of.total.value !== null && (kind === 'DURATION' || kind === 'LENGTH') ? ['Median'] : []),
      ...(numerator !== null && denominator !== null
        ? [`${countInWords(numerator)} of ${countInWords(denominator)}`]
        : denominator !== null && kind !== 'COUNT' && kind !== 'TARGET'
          ? [`Counted: ${countInWords(denominator)}`]
          : []),
      ...(of.total.target === null || kind === 'TARGET' ? [] : [`Target: ${countInWords(of.total.target)}`]),
      ...(target === null ? [] : [`Target: ${numberInWords(target, form)}`]),
      ...(chosen.note === undefined ? [] : [chosen.note]),
    ];
  }
}

/** Addresses of a figure. What was chosen is in them, so that they can be kept. */
export function figureLinks(id: string, choice: Choice): Omit<FigureLinks, 'permanent'> {
  const path = `/outcomes/measures/${encodeURIComponent(id)}`;
  const search = choiceSearch(choice);
  return {
    page: path + search,
    csv: `${path}.csv${search}`,
    metadata: `${path}.csv-metadata.json${search}`,
    parquet: `${path}.parquet${search}`,
  };
}

/** How complete an answer is, in words. */
export function completenessView({ completeness, agencies }: AnswerBase): CompletenessView {
  const lacking = agencies.flatMap(({ agency, behind, silent, upTo }) => {
    if (upTo === null) return [`${agency} told nothing yet`];
    if (silent) return [`${agency} told nothing since ${momentInWords(upTo)}`];
    return behind > 0 ? [`${countInWords(behind)} events of ${agency} are not in yet`] : [];
  });
  const percent = Math.floor(completeness * 100);
  const words =
    completeness >= 1
      ? 'All agencies that it rests on had told everything.'
      : `${percent}% of the agencies that it rests on had told everything.`;
  return { words, lacking };
}

function figureTable(
  { cells, total }: Figure,
  { form, unit, per }: Definition,
  { by, on }: { readonly by: readonly string[]; readonly on: 'card' | 'page' },
  caption: string,
): TableView {
  const all = [total, ...cells];
  const has = (name: 'lower' | 'numerator' | 'denominator' | 'target') =>
    all.some((cell) => cell[name] !== null);
  const isOfDays = form === 'DURATION' || form === 'LENGTH';
  // Its value is the number that is counted.
  const isCount = form === 'COUNT';
  const isTarget = form === 'TARGET';
  // A card has room for what matters most.
  const isCard = on === 'card';
  const quantiles = isOfDays && !isCard ? total.quantiles.map(({ at }) => at).filter((at) => at !== 0.5) : [];
  const inUnit = unitInWords({ form, unit, per });
  const ofValue = (isOfDays ? 'Median' : 'Value') + (inUnit === undefined ? '' : `, ${inUnit}`);
  const columns: readonly { readonly text: string; of(cell: Cell): TableCell }[] = [
    { text: ofValue, of: (cell) => told(valueInWords(cell, form), cell) },
    ...(has('lower')
      ? [{ text: '95% interval', of: (cell: Cell) => told(intervalInWords(cell, form) ?? '–', cell) }]
      : []),
    ...quantiles.map((at) => ({
      text: `${Math.round(at * 100)}% by`,
      of: (cell: Cell) => {
        const value = cell.quantiles.find((quantile) => quantile.at === at)?.value ?? null;
        return told(value === null ? (cell.suppressed ? tooFew : '–') : numberInWords(value, form), cell);
      },
    })),
    ...(isCount || (isCard && !isTarget)
      ? []
      : has('numerator')
        ? [{ text: isTarget ? 'Counted' : 'Numerator', of: counted('numerator') }]
        : []),
    ...(isCount || isTarget
      ? []
      : has('denominator')
        ? [{ text: isCard ? 'Counted' : 'Denominator', of: counted('denominator') }]
        : []),
    ...(has('target') ? [{ text: 'Target', of: counted('target') }] : []),
  ];
  const named = by.length > 0 ? by : ['Everybody'];
  return {
    caption,
    head: [
      ...named.map((dimension) => ({ text: by.length > 0 ? dimensionInWords(dimension) : 'Who' })),
      ...columns.map(({ text }) => ({ text, numeric: true })),
    ],
    rows: [
      ...cells
        .filter((cell) => cell.by.length > 0)
        .map((cell) => [
          ...cell.by.map((key, index): TableCell => ({ text: labelOf(key), heading: index === 0 })),
          ...columns.map((column) => column.of(cell)),
        ]),
      [
        { text: 'All', heading: true },
        ...named.slice(1).map(() => ({ text: '' })),
        ...columns.map((column) => column.of(total)),
      ],
    ],
  };
}

function counted(name: 'numerator' | 'denominator' | 'target') {
  return (cell: Cell): TableCell => {
    const value = cell[name];
    return told(value === null ? (cell.suppressed ? tooFew : '–') : countInWords(value), cell);
  };
}

function told(text: string, { suppressed }: Cell): TableCell {
  if (text === tooFew) return { text, numeric: true, spoken: 'too few to tell' };
  if (text === '–') return { text, numeric: true, spoken: suppressed ? 'too few to tell' : 'not known' };
  return { text, numeric: true };
}
