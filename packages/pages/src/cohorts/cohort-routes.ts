import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { figureChart } from '../charts/figure-chart.ts';
import { type FieldProblem, type Parameters, readChoice, valuesOf } from '../choice/choice.ts';
import type { AskGraph } from '../graph/ask-graph.ts';
import { dateInWords } from '../html/dates-in-words.ts';
import { formOfRequest } from '../http/form-body.ts';
import { PageProblem } from '../http/page-problem.ts';
import { requireSameOrigin } from '../http/require-same-origin.ts';
import { requireScope } from '../http/require-scope.ts';
import type { Site } from '../http/site.ts';
import type { Catalogue } from '../measures/catalogue.ts';
import { completenessView, type TableView } from '../measures/figure-view.ts';
import type { HasScope } from '../session/has-scope.ts';
import { dimensionInWords } from '../words/dimension-words.ts';
import { countInWords, intervalInWords, numberInWords, valueInWords } from '../words/number-words.ts';
import { askCohorts, askComparison, type Comparison, type SavedCohort, saveCohort } from './ask-cohorts.ts';
import { cohortFields, cohortOfParameters, parametersOf } from './cohort-fields.ts';

/** Adds `/outcomes/cohorts`: saved cohorts, a builder whose choice is looked at before it is saved, and the comparison of two. */
export function addCohortRoutes(
  app: FastifyInstance,
  {
    site,
    ask,
    catalogue,
    hasScope,
  }: {
    readonly site: Site;
    readonly ask: AskGraph;
    readonly catalogue: Catalogue;
    readonly hasScope: HasScope;
  },
): void {
  app.get<{ Querystring: Parameters }>('/outcomes/cohorts', (request, reply) =>
    sendCohorts(request, reply, request.query, []),
  );

  app.post('/outcomes/cohorts', async (request, reply) => {
    requireSameOrigin(request);
    await requireScope(request, 'outcomes:write', hasScope);
    const parameters = parametersOf(formOfRequest(request.body));
    const [name = ''] = valuesOf(parameters, 'name');
    const [title = ''] = valuesOf(parameters, 'title');
    const cohort = cohortOfParameters(parameters);
    const problems: FieldProblem[] = [
      ...(cohort ? [] : [{ field: 'sex', message: 'Choose at least one group' }]),
      ...(/^[a-z][a-z0-9-]{1,59}$/.test(name)
        ? []
        : [
            {
              field: 'name',
              message: 'Name must be 2 to 60 small letters, digits and hyphens, like short-sentences',
            },
          ]),
      ...(title !== '' && title.length <= 200
        ? []
        : [{ field: 'title', message: 'Say what the cohort is, in at most 200 characters' }]),
    ];
    if (problems.length > 0 || !cohort) return sendCohorts(request, reply.code(400), parameters, problems);
    const result = await saveCohort(ask, request, { name, title, cohort });
    if ('saved' in result) {
      return reply.redirect(`/outcomes/cohorts?${new URLSearchParams({ saved: result.saved.id })}`, 303);
    }
    const { message } = result.problem;
    return sendCohorts(request, reply.code(400), parameters, [{ field: 'name', message }]);
  });

  app.get<{ Querystring: Parameters }>('/outcomes/cohorts/compare', async (request, reply) => {
    const [{ saved }, all] = await Promise.all([askCohorts(ask, request), catalogue(request)]);
    const { choice, problems } = readChoice(request.query);
    const chosen = (name: string) => valuesOf(request.query, name)[0];
    const [id, a, b] = [chosen('measure'), chosen('a'), chosen('b')];
    const cohortOptions = (selected: string | undefined) => [
      { value: '', text: 'Choose' },
      ...saved.map((one) => ({
        value: one.id,
        text: `${one.title} (${one.id})`,
        selected: one.id === selected,
      })),
    ];
    const context = {
      title: 'Compare two cohorts',
      section: 'cohorts' as const,
      choice,
      measures: [
        { value: '', text: 'Choose' },
        ...all
          .filter(({ noData, form }) => noData === null && form !== 'TARGET' && form !== 'GAP')
          .map((one) => ({ value: one.id, text: one.title, selected: one.id === id })),
      ],
      a: cohortOptions(a),
      b: cohortOptions(b),
      saved: saved.length,
    };
    if (id === undefined && a === undefined && b === undefined) return site.send(reply, 'compare', context);
    const errors: FieldProblem[] = [
      ...problems,
      ...(id === undefined ? [{ field: 'measure', message: 'Choose a measure' }] : []),
      ...(a === undefined ? [{ field: 'a', message: 'Choose the first cohort' }] : []),
      ...(b === undefined ? [{ field: 'b', message: 'Choose the second cohort' }] : []),
    ];
    if (errors.length > 0 || id === undefined || a === undefined || b === undefined) {
      return site.send(reply.code(400), 'compare', { ...context, errors });
    }
    try {
      const { from, to, asOf } = choice;
      const comparison = await askComparison(ask, request, { id, a, b, from, to, asOf });
      return site.send(reply, 'compare', {
        ...context,
        comparison: await comparisonView(comparison, { a, b, from, to }),
      });
    } catch (error) {
      if (!(error instanceof PageProblem) || error.status >= 500) throw error;
      const message = [error.title, ...error.lines].join('. ').replaceAll('..', '.');
      return site.send(reply.code(error.status), 'compare', {
        ...context,
        errors: [{ field: 'measure', message }],
      });
    }
  });

  async function sendCohorts(
    request: FastifyRequest,
    reply: FastifyReply,
    parameters: Parameters,
    errors: readonly FieldProblem[],
  ): Promise<FastifyReply> {
    const { saved, total, codes } = await askCohorts(ask, request);
    const fields = cohortFields.map(({ name, dimension, title, codes: known }) => {
      const chosen = new Set(valuesOf(parameters, name));
      const items = (known?.() ?? codes.get(dimension) ?? []).map(({ code, label }) => ({
        value: code,
        text: label,
        checked: chosen.has(code),
      }));
      return { name, title, items, many: items.length > 12, open: chosen.size > 0 };
    });
    const cohort = cohortOfParameters(parameters);
    const [name] = valuesOf(parameters, 'name');
    const [title] = valuesOf(parameters, 'title');
    return site.send(reply, 'cohorts', {
      title: 'Cohorts',
      section: 'cohorts',
      errors: errors.length > 0 ? errors : undefined,
      cohorts: saved.map((one) => ({ ...one, conditions: conditionsInWords(one) })),
      total,
      fields: fields.filter(({ items }) => items.length > 0),
      preview: cohort && {
        conditions: fields
          .filter(({ open }) => open)
          .map(({ title: list, items }) => ({
            list,
            codes: items.filter(({ checked }) => checked).map(({ text }) => text),
          })),
        hidden: Object.entries(cohort).flatMap(([field, values]) =>
          values.map((value) => ({ field, value })),
        ),
      },
      name,
      title_: title,
      savedNow: valuesOf(parameters, 'saved')[0],
    });
  }
}

function conditionsInWords({ conditions }: SavedCohort): string {
  return conditions
    .map(
      ({ dimension, codes }) =>
        `${dimensionInWords(dimension)}: ${codes.map(({ label }) => label).join(' or ')}`,
    )
    .join('; ');
}

async function comparisonView(
  comparison: Comparison,
  { a, b, from, to }: { readonly a: string; readonly b: string; readonly from: string; readonly to: string },
): Promise<object> {
  const { definition, difference, lower, upper, noData } = comparison;
  const { form } = definition;
  const about = `${definition.title}, ${a} and ${b}, ${dateInWords(from)} to ${dateInWords(to)}.`;
  const key = (label: string) => [{ dimension: 'COHORT', code: label, label }];
  const cells = [
    { ...comparison.a, by: key(a) },
    { ...comparison.b, by: key(b) },
  ];
  const figure = { ...comparison, cells, total: comparison.a, citation: '', sql: '' };
  const kind = form === 'SHARE' ? 'GAP' : form;
  const table: TableView = {
    caption: about,
    head: [
      { text: 'Cohort' },
      { text: 'Value', numeric: true },
      { text: '95% interval', numeric: true },
      { text: 'Counted', numeric: true },
    ],
    rows: cells.map((cell) => [
      { text: cell.by[0]?.label ?? '', heading: true },
      { text: valueInWords(cell, form), numeric: true },
      { text: intervalInWords(cell, form) ?? '–', numeric: true },
      { text: cell.denominator === null ? '~' : countInWords(cell.denominator), numeric: true },
    ]),
  };
  const hasInterval = difference !== null && lower !== null && upper !== null;
  const interval = hasInterval ? `${numberInWords(lower, kind)} to ${numberInWords(upper, kind)}` : undefined;
  const apart = hasInterval && (lower > 0 || upper < 0);
  return {
    noData,
    value: difference === null ? undefined : numberInWords(difference, kind),
    interval,
    words: !hasInterval
      ? 'One of the two is too few to tell, or has no interval: they cannot be compared.'
      : apart
        ? `${difference > 0 ? a : b} is higher: the interval of the difference does not reach zero.`
        : 'No clear difference: the interval of the difference reaches over zero.',
    chart: await figureChart(figure, { id: 'compare', about, on: 'page' }),
    table,
    completeness: completenessView(comparison),
    asOf: comparison.asOf,
    policy: comparison.policy,
  };
}
