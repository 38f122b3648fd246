import type { FastifyRequest } from 'fastify';

/** An error of the graph, as a client reads it. */
export interface GraphProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Asks the graph on behalf of whoever asks for a page. */
export type AskGraph = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
  request: FastifyRequest,
) => Promise<{ readonly data?: unknown; readonly errors?: readonly GraphProblem[] }>;

/** Code of an error; `UNKNOWN` of one that has none. */
export function codeOf({ extensions }: GraphProblem): string {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : 'UNKNOWN';
}
