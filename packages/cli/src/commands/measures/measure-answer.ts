import { askGraph, type GraphPlace } from '../../graph/ask-graph.ts';
import type { Unit } from './figure.ts';

/** A question to a measure, as the graph takes it. */
export interface AskedQuestion {
  readonly id: string;
  readonly version?: number | undefined;
  readonly cohort?: Readonly<Record<string, unknown>> | undefined;
  readonly by: readonly string[];
  readonly from: string;
  readonly to: string;
  /** ISO 8601. */
  readonly asOf?: string | undefined;
}

/** A number of an answer. */
export interface ToldCell {
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

/** An answer. */
export interface ToldAnswer {
  readonly definition: {
    readonly id: string;
    readonly version: number;
    readonly title: string;
    readonly unit: Unit;
  };
  readonly asOf: string;
  readonly policy: string;
  readonly completeness: number;
  readonly agencies: readonly {
    readonly agency: string;
    readonly upTo: string | null;
    readonly behind: number;
    readonly silent: boolean;
  }[];
  readonly citation: string;
  readonly noData: string | null;
  readonly cells: readonly ToldCell[];
  readonly total: ToldCell;
}

const document = `query Measure($id: ID!, $version: Int, $cohort: CohortInput, $by: [Dimension!], $from: Date!, $to: Date!, $asOf: DateTime) {
  measure(id: $id, version: $version, cohort: $cohort, by: $by, from: $from, to: $to, asOf: $asOf) {
    definition { id version title unit }
    asOf policy completeness citation noData
    agencies { agency upTo behind silent }
    cells { ...Cell }
    total { ...Cell }
  }
}
fragment Cell on MeasureCell {
  by { dimension code label } value numerator denominator lower upper suppressed target quantiles(at: [0.5, 0.9]) { at value }
}`;

/** Asks a measure. Raises what `askGraph` raises. */
export async function askMeasure(place: GraphPlace, question: AskedQuestion): Promise<ToldAnswer> {
  const { measure } = await askGraph<{ measure: ToldAnswer | null }>(place, document, { ...question });
  if (!measure) throw new Error('The graph gave no answer, and no reason.');
  return measure;
}
