import type { FastifyInstance, FastifyRequest } from 'fastify';
import { figureChart } from '../charts/figure-chart.ts';
import { type Choice, type Parameters, readChoice } from '../choice/choice.ts';
import { cohortOfChoice } from '../choice/cohort-of-choice.ts';
import { contractOptions, regionOptions } from '../choice/places.ts';
import type { AskGraph } from '../graph/ask-graph.ts';
import { type AnswerBase, answerFields, type Cell } from '../graph/figure.ts';
import { raiseProblem } from '../graph/raise-problem.ts';
import { dateInWords } from '../html/dates-in-words.ts';
import { PageProblem } from '../http/page-problem.ts';
import type { Site } from '../http/site.ts';
import { completenessView, type TableView } from '../measures/figure-view.ts';
import { countInWords, numberInWords, tooFew } from '../words/number-words.ts';

interface FunnelStep {
  readonly id: string;
  readonly title: string;
  readonly count: number | null;
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly medianDays: number | null;
  readonly suppressed: boolean;
}

interface Funnel extends AnswerBase {
  readonly definition: {
    readonly id: string;
    readonly title: string;
    readonly version: number;
    readonly population: string;
    readonly owner: string;
    readonly source: string;
  };
  readonly total: { readonly steps: readonly FunnelStep[] };
}

const question = `query FunnelPage($cohort: CohortInput, $from: Date!, $to: Date!, $asOf: DateTime) {
  funnel(id: "referral", cohort: $cohort, from: $from, to: $to, asOf: $asOf) {
    definition { id title version population owner source }
    ${answerFields}
    total { steps { id title count share lower upper medianDays suppressed } }
  }
}`;

/** Adds `/outcomes/funnel`: how far people come, from referral to an outcome that lasts, and how long each step takes. */
export function addFunnelRoute(
  app: FastifyInstance,
  { site, ask }: { readonly site: Site; readonly ask: AskGraph },
): void {
  app.get<{ Querystring: Parameters }>('/outcomes/funnel', async (request, reply) => {
    const { choice, problems } = readChoice(request.query);
    const context = {
      title: 'From referral to outcome',
      section: 'outcomes' as const,
      choice,
      regions: regionOptions(choice.region),
      contracts: contractOptions(choice.contract),
    };
    if (problems.length > 0) return site.send(reply.code(400), 'funnel', { ...context, errors: problems });
    try {
      const cohort = cohortOfChoice(choice, ['CONTRACT', 'REGION']);
      const funnel = await askFunnel(ask, request, choice, cohort.cohort);
      const about = `${funnel.definition.title}, ${cohort.words}, ${dateInWords(choice.from)} to ${dateInWords(choice.to)}.`;
      return site.send(reply, 'funnel', { ...context, funnel: await funnelView(funnel, about) });
    } catch (error) {
      if (!(error instanceof PageProblem) || error.status !== 400) throw error;
      const message = [error.title, ...error.lines].join('. ').replaceAll('..', '.');
      return site.send(reply.code(400), 'funnel', { ...context, errors: [{ field: 'region', message }] });
    }
  });
}

async function askFunnel(
  ask: AskGraph,
  request: FastifyRequest,
  { from, to, asOf }: Choice,
  cohort: object | undefined,
): Promise<Funnel> {
  const { data, errors } = await ask(question, { cohort, from, to, asOf }, request);
  const funnel = (data as { funnel?: Funnel | null } | null | undefined)?.funnel;
  if (!funnel) raiseProblem(errors?.[0] ?? { message: 'The graph told no funnel.' });
  return funnel;
}

async function funnelView(funnel: Funnel, about: string): Promise<object> {
  const { steps } = funnel.total;
  const cells = steps.map(
    ({ id, title, count, suppressed }): Cell => ({
      by: [{ dimension: 'STEP', code: id, label: title }],
      value: count,
      numerator: null,
      denominator: null,
      lower: null,
      upper: null,
      suppressed,
      target: null,
      quantiles: [],
    }),
  );
  const chart = await figureChart(
    { cells, noData: null, definition: { ...funnel.definition, form: 'COUNT' } },
    { id: 'funnel', about, on: 'page' },
  );
  const [first] = steps;
  const last = steps.at(-1);
  const message =
    first && last && first.count !== null && last.count !== null
      ? `Of ${countInWords(first.count)}, ${countInWords(last.count)} came to the last step`
      : chart.message;
  return {
    definition: funnel.definition,
    chart: { ...chart, message, label: `Chart. ${message}. ${about} Its numbers are in the table below.` },
    table: funnelTable(steps, about),
    completeness: completenessView(funnel),
    asOf: funnel.asOf,
    policy: funnel.policy,
  };
}

function funnelTable(steps: readonly FunnelStep[], caption: string): TableView {
  const number = (text: string, spoken?: string) => ({
    text,
    numeric: true,
    ...(spoken === undefined ? {} : { spoken }),
  });
  const missing = (suppressed: boolean) =>
    suppressed ? number(tooFew, 'too few to tell') : number('–', 'not known');
  return {
    caption,
    head: [
      { text: 'Step' },
      { text: 'How many', numeric: true },
      { text: 'Share of the step before', numeric: true },
      { text: '95% interval', numeric: true },
      { text: 'Median days from the step before', numeric: true },
    ],
    rows: steps.map(({ title, count, share, lower, upper, medianDays, suppressed }, index) => {
      const isFirst = index === 0;
      const empty = { text: '', numeric: true };
      return [
        { text: title, heading: true },
        count === null ? missing(suppressed) : number(countInWords(count)),
        share === null ? (isFirst ? empty : missing(suppressed)) : number(numberInWords(share, 'SHARE')),
        lower === null || upper === null
          ? isFirst
            ? empty
            : missing(suppressed)
          : number(`${numberInWords(lower, 'SHARE')} to ${numberInWords(upper, 'SHARE')}`),
        medianDays === null
          ? isFirst
            ? empty
            : missing(suppressed)
          : number(numberInWords(medianDays, 'DURATION')),
      ];
    }),
  };
}
