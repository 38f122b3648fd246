import { PageProblem } from '../http/page-problem.ts';
import { codeOf, type GraphProblem } from './ask-graph.ts';

/** What an error of the graph means to whoever asked, and what to do. */
export interface ProblemInWords {
  readonly status: number;
  readonly title: string;
  readonly lines: readonly string[];
  /** Where to go on from there. @default nowhere else */
  readonly links?: PageProblem['links'];
}

const choosePurpose = 'Choose a purpose at the top of the page, and ask again.';

type Words = (message: string) => ProblemInWords;

const badQuestion =
  (title: string): Words =>
  (message) => ({ status: 400, title, lines: [message, 'Change your choice and ask again.'] });

const words: Readonly<Record<string, Words>> = {
  MEASURES_REBUILDING: (message) => ({
    status: 503,
    title: 'The figures are being made anew',
    lines: [message, 'They are worked out from the agencies’ records. Try again in a minute.'],
  }),
  MEASURES_NOT_KEPT: (message) => ({
    status: 503,
    title: 'This hub keeps no measures',
    lines: [message, 'Whoever runs the hub can have them kept.'],
  }),
  READ_MODEL_REBUILDING: (message) => ({
    status: 503,
    title: 'The journeys are being made anew',
    lines: [message, 'Try again in a few minutes.'],
  }),
  UNKNOWN_MEASURE: (message) => ({ status: 404, title: 'There is no such measure', lines: [message] }),
  UNKNOWN_DIMENSION: badQuestion('The measure cannot be counted by this'),
  UNKNOWN_COHORT: (message) => ({ status: 404, title: 'There is no such cohort', lines: [message] }),
  COHORT_OFF_GRID: badQuestion('The cohort does not lie on the published lists'),
  BAD_PERIOD: badQuestion('The period cannot be counted'),
  AS_OF_OUT_OF_RANGE: badQuestion('No figures were released as of this moment'),
  TOO_MANY_CELLS: badQuestion('The table would have too many cells'),
  BAD_USER_INPUT: badQuestion('The question cannot be answered'),
  UNAUTHENTICATED: (message) => ({
    status: 401,
    title: 'You have to sign in',
    lines: [message],
    links: [{ text: 'Sign in', href: '/sign-in' }],
  }),
  ISSUER_UNAVAILABLE: (message) => ({
    status: 503,
    title: 'Nobody can tell who you are',
    lines: [message, 'Try again in a minute.'],
  }),
  FORBIDDEN: (message) => ({ status: 403, title: 'You may not do this', lines: [message] }),
  UNAUTHORIZED_FIELD_OR_TYPE: () => ({
    status: 403,
    title: 'Your role does not open this',
    lines: ['Whoever manages your access can tell you which role does.'],
  }),
  PURPOSE_REQUIRED: (message) => ({
    status: 400,
    title: 'Say for what purpose you ask',
    lines: [message, choosePurpose],
  }),
  PURPOSE_NOT_GRANTED: (message) => ({
    status: 403,
    title: 'You have not been granted this purpose',
    lines: [message, choosePurpose],
  }),
  GRAPHQL_VALIDATION_FAILED: () => ({
    status: 503,
    title: 'This hub does not answer the question',
    lines: [
      'Its graph lacks fields that this page asks for. Whoever runs the hub can upgrade its subgraphs.',
    ],
  }),
};

/** An error of the graph in words. What is not foreseen is told as it came, with its code. */
export function inWords(problem: GraphProblem): ProblemInWords {
  const code = codeOf(problem);
  const known = words[code]?.(problem.message);
  if (known) return known;
  return {
    status: 503,
    title: 'The graph did not answer this',
    lines: [`${problem.message} (${code})`, 'Try again in a minute.'],
  };
}

/**
 * Raises `PageProblem` for an error of the graph.
 *
 * @param links where to go on from there
 */
export function raiseProblem(problem: GraphProblem, links: PageProblem['links'] = []): never {
  const { status, title, lines, links: ways = [] } = inWords(problem);
  throw new PageProblem(status, title, lines, [...ways, ...links]);
}
