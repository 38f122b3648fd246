import type { FastifyRequest } from 'fastify';
import type { AskGraph, GraphProblem } from '../graph/ask-graph.ts';
import {
  type AnswerBase,
  answerFields,
  type Cell,
  type Definition,
  numberFragment,
} from '../graph/figure.ts';
import { raiseProblem } from '../graph/raise-problem.ts';
import type { Code } from './cohort-fields.ts';

/** A cohort that was saved. */
export interface SavedCohort {
  /** `name@2`. */
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly title: string;
  readonly savedAt: string;
  readonly savedBy: string;
  readonly conditions: readonly { readonly dimension: string; readonly codes: readonly Code[] }[];
}

/** What the page of cohorts shows. */
export interface AskedCohorts {
  readonly saved: readonly SavedCohort[];
  readonly total: number;
  /** Codes of the lists that are closed, by dimension. */
  readonly codes: ReadonlyMap<string, readonly Code[]>;
}

/** Asks for saved cohorts, the first 200 by their names, and for what cohorts are chosen from. Raises `PageProblem`. */
export async function askCohorts(ask: AskGraph, request: FastifyRequest): Promise<AskedCohorts> {
  const question = `query Cohorts {
  cohorts(first: 200) {
    edges { node { id name version title savedAt savedBy conditions { dimension codes { code label } } } }
    totalCount
  }
  dimensions { id codes { code label } }
}`;
  const { data, errors } = await ask(question, {}, request);
  const answer = data as {
    cohorts?: { edges: readonly { node: SavedCohort }[]; totalCount: number } | null;
    dimensions?: readonly { id: string; codes: readonly Code[] | null }[] | null;
  } | null;
  if (!answer?.cohorts) raiseProblem(errors?.[0] ?? { message: 'The graph told no cohorts.' });
  return {
    saved: answer.cohorts.edges.map(({ node }) => node),
    total: answer.cohorts.totalCount,
    codes: new Map((answer.dimensions ?? []).map(({ id, codes }) => [id, codes ?? []])),
  };
}

/** Saves a cohort. Returns it, or why the graph did not take it. */
export async function saveCohort(
  ask: AskGraph,
  request: FastifyRequest,
  input: { readonly name: string; readonly title: string; readonly cohort: object },
): Promise<{ readonly saved: Pick<SavedCohort, 'id'> } | { readonly problem: GraphProblem }> {
  const { data, errors } = await ask(
    'mutation SaveCohort($input: SaveCohortInput!) { saveCohort(input: $input) { id } }',
    { input },
    request,
  );
  const saved = (data as { saveCohort?: Pick<SavedCohort, 'id'> | null } | null | undefined)?.saveCohort;
  return saved ? { saved } : { problem: errors?.[0] ?? { message: 'The graph did not save the cohort.' } };
}

/** Two cohorts, and by how much they differ. */
export interface Comparison extends AnswerBase {
  readonly definition: Pick<Definition, 'id' | 'title' | 'version' | 'form'>;
  readonly noData: string | null;
  readonly a: Cell;
  readonly b: Cell;
  readonly difference: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Compares two saved cohorts. Raises `PageProblem` where the graph does not. */
export async function askComparison(
  ask: AskGraph,
  request: FastifyRequest,
  variables: {
    readonly id: string;
    readonly a: string;
    readonly b: string;
    readonly from: string;
    readonly to: string;
    readonly asOf: string | undefined;
  },
): Promise<Comparison> {
  const question = `query CompareCohorts($id: ID!, $a: CohortInput!, $b: CohortInput!, $from: Date!, $to: Date!, $asOf: DateTime) {
  compare(id: $id, a: $a, b: $b, from: $from, to: $to, asOf: $asOf) {
    definition { id title version form }
    ${answerFields}
    noData difference lower upper
    a { ...Number }
    b { ...Number }
  }
}
${numberFragment()}`;
  const cohorts = { a: { saved: variables.a }, b: { saved: variables.b } };
  const { data, errors } = await ask(question, { ...variables, ...cohorts }, request);
  const comparison = (data as { compare?: Comparison | null } | null | undefined)?.compare;
  if (!comparison) raiseProblem(errors?.[0] ?? { message: 'The graph compared nothing.' });
  return comparison;
}
