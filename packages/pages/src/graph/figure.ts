/** What kind of number a measure is, as `MeasureForm` of the graph. */
export type MeasureForm = 'SHARE' | 'COUNT' | 'AMOUNT' | 'RATE' | 'DURATION' | 'LENGTH' | 'TARGET' | 'GAP';

/** What a value is in, as `MeasureUnit` of the graph. */
export type MeasureUnit = 'SHARE' | 'EPISODES' | 'TIMES' | 'PENCE' | 'DAYS' | 'MINUTES';

/** How a measure is counted, in one version. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly version: number;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly form: MeasureForm;
  /** What its value is in. */
  readonly unit: MeasureUnit;
  /** For how many episodes a rate is told. */
  readonly per: number | null;
  readonly episode: string;
  readonly population: string;
  readonly numerator: string | null;
  readonly denominator: string | null;
  readonly clockStart: string | null;
  readonly window: string | null;
  readonly exclusions: readonly string[];
  readonly censoring: readonly string[];
  readonly dimensions: readonly string[];
  readonly agencies: readonly string[];
  readonly owner: string;
  readonly source: string;
  readonly target: number | null;
  readonly noData: string | null;
  readonly sql: string | null;
}

/** A number of a measure, as the graph releases it. */
export interface Cell {
  readonly by: readonly { readonly dimension: string; readonly code: string; readonly label: string }[];
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly suppressed: boolean;
  readonly target: number | null;
  readonly quantiles: readonly { readonly at: number; readonly value: number | null }[];
}

/** How far an agency's events are in. */
export interface AgencyState {
  readonly agency: string;
  readonly upTo: string | null;
  readonly behind: number;
  readonly silent: boolean;
}

/** What every answer of the measures says of itself. */
export interface AnswerBase {
  readonly asOf: string;
  readonly policy: string;
  readonly completeness: number;
  readonly agencies: readonly AgencyState[];
}

/** An answer of a measure. */
export interface Figure extends AnswerBase {
  readonly definition: Pick<Definition, 'id' | 'title' | 'version' | 'form' | 'unit' | 'per'>;
  readonly citation: string;
  readonly noData: string | null;
  readonly sql: string;
  readonly cells: readonly Cell[];
  readonly total: Cell;
}

/** Fields of an {@link AnswerBase}. */
export const answerFields = 'asOf policy completeness agencies { agency upTo behind silent }';

/** Fields of a {@link Definition}. */
export const definitionFields = `
  id title question version validFrom validTo form unit per episode population numerator denominator clockStart window
  exclusions censoring dimensions agencies owner source target noData sql
`;

/** Fragments by which a question reads a {@link Figure}: `...Figure`. */
export const figureFragments = `
fragment Figure on MeasureResult {
  definition { id title version form unit per }
  ${answerFields}
  citation noData sql
  total { ...Number }
  cells { ...Number }
}
${numberFragment()}
`;

/** The fragment by which a question reads a {@link Cell}: `...Number`. */
export function numberFragment(): string {
  return `fragment Number on MeasureCell {
  by { dimension code label }
  value numerator denominator lower upper suppressed target
  quantiles(at: [0.25, 0.5, 0.75, 0.9]) { at value }
}`;
}
