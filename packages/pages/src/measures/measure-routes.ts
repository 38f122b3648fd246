import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { curveChart } from '../charts/curve-chart.ts';
import { type Choice, type Parameters, readChoice, valuesOf } from '../choice/choice.ts';
import { contractOptions, regionOptions } from '../choice/places.ts';
import type { AskGraph } from '../graph/ask-graph.ts';
import type { Definition } from '../graph/figure.ts';
import { inWords } from '../graph/raise-problem.ts';
import { PageProblem } from '../http/page-problem.ts';
import type { Site } from '../http/site.ts';
import { csvMetadata } from '../tables/csv-metadata.ts';
import { writeCsv } from '../tables/write-csv.ts';
import { writeParquet } from '../tables/write-parquet.ts';
import { dimensionInWords, isOfTime } from '../words/dimension-words.ts';
import { askFigure } from './ask-figure.ts';
import type { Catalogue } from './catalogue.ts';
import { curveTable } from './curve-table.ts';
import { figureView } from './figure-view.ts';

interface Route {
  Params: { name: string };
  Querystring: Parameters;
}

/** Periods by which every measure can be counted. */
const periods = ['YEAR', 'QUARTER', 'MONTH'];

/** Adds the list of measures, a page for each, and its figures as CSV, with its description, and as Parquet. */
export function addMeasureRoutes(
  app: FastifyInstance,
  { site, ask, catalogue }: { readonly site: Site; readonly ask: AskGraph; readonly catalogue: Catalogue },
): void {
  app.get<{ Querystring: Parameters }>('/outcomes/measures', async (request, reply) => {
    const all = await catalogue(request);
    const search = valuesOf(request.query, 'q').join(' ');
    const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
    const found = all.filter((definition) => wanted.every((word) => textOf(definition).includes(word)));
    return site.send(reply, 'measures', {
      title: 'Measures',
      section: 'measures',
      search,
      measures: found,
      all: all.length,
    });
  });

  app.get<Route>('/outcomes/measures/:name', async (request, reply) => {
    const { id, form } = formOf(request.params.name);
    const all = await catalogue(request);
    const definition = all.find((one) => one.id === id);
    if (!definition) throw unknownMeasure(id, all);
    const { choice, problems } = readChoice(request.query);
    if (form !== 'page') {
      const [problem] = problems;
      if (problem)
        throw new PageProblem(
          400,
          'The figure cannot be told',
          problems.map(({ message }) => message),
        );
      return sendFile(request, reply, definition, choice, form);
    }
    return sendMeasure(request, reply, definition, choice, problems);
  });

  async function sendMeasure(
    request: FastifyRequest,
    reply: FastifyReply,
    definition: Definition,
    choice: Choice,
    problems: readonly { readonly field: string; readonly message: string }[],
  ): Promise<FastifyReply> {
    const common = {
      title: definition.title,
      section: 'measures' as const,
      definition,
      choice,
      fields: fieldsOf(definition, choice),
    };
    if (problems.length > 0) {
      return site.send(reply.code(400), 'measure', { ...common, errors: problems });
    }
    try {
      const asked = await askFigure(ask, request, { definition, choice, withCurves: true });
      const { figure, versions, cohort, curves, errors } = asked;
      const by = choice.by;
      const view = await figureView(figure, asked.definition, choice, { cohort, by, on: 'page' });
      reply.header('link', `<${view.links.csv}>; rel="alternate"; type="text/csv"`);
      return site.send(reply, 'measure', {
        ...common,
        definition: asked.definition,
        versions,
        figure: view,
        sql: figure.sql,
        curve:
          curves && curves.noData === null
            ? {
                chart: await curveChart(curves, {
                  id: 'curve',
                  about: `${definition.title}: share to whom it has come by day, with those lost to sight taken into account. Bands are 95% intervals.`,
                }),
                table: curveTable(curves, definition.title),
              }
            : undefined,
        warnings: errors.map((problem) => inWords(problem)),
      });
    } catch (error) {
      // What is wrong with a choice is told where it can be changed.
      if (!(error instanceof PageProblem) || error.status !== 400) throw error;
      const message = [error.title, ...error.lines].join('. ').replaceAll('..', '.');
      return site.send(reply.code(400), 'measure', { ...common, errors: [{ field: 'by', message }] });
    }
  }

  async function sendFile(
    request: FastifyRequest,
    reply: FastifyReply,
    today: Definition,
    choice: Choice,
    form: Exclude<FileForm, 'page'>,
  ): Promise<FastifyReply> {
    const { figure, definition } = await askFigure(ask, request, {
      definition: today,
      choice,
      withCurves: false,
    });
    const search = request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
    const { id } = definition;
    const name = `${id}-v${definition.version}-${figure.asOf.slice(0, 10)}`;
    switch (form) {
      case 'csv':
        return reply
          .type('text/csv; charset=utf-8; header=present')
          .header('content-disposition', `attachment; filename="${name}.csv"`)
          .header(
            'link',
            `<${id}.csv-metadata.json${search}>; rel="describedby"; type="application/csvm+json"`,
          )
          .send(writeCsv(figure, choice.by));
      case 'metadata':
        return reply
          .type('application/csvm+json')
          .send(
            JSON.stringify(
              csvMetadata(figure, definition, { by: choice.by, url: `${id}.csv${search}` }),
              undefined,
              2,
            ),
          );
      case 'parquet':
        return reply
          .type('application/vnd.apache.parquet')
          .header('content-disposition', `attachment; filename="${name}.parquet"`)
          .send(writeParquet(figure, definition, choice.by));
    }
  }
}

type FileForm = 'page' | 'csv' | 'metadata' | 'parquet';

function formOf(name: string): { readonly id: string; readonly form: FileForm } {
  const suffixes = { '.csv-metadata.json': 'metadata', '.csv': 'csv', '.parquet': 'parquet' } as const;
  for (const [suffix, form] of Object.entries(suffixes)) {
    if (name.endsWith(suffix)) return { id: name.slice(0, -suffix.length), form };
  }
  return { id: name, form: 'page' };
}

function textOf({ id, title, question, population, owner, source }: Definition): string {
  return [id, title, question, population, owner, source].join(' ').toLowerCase();
}

/** An unknown measure is told with those that there are. */
function unknownMeasure(id: string, all: readonly Definition[]): PageProblem {
  return new PageProblem(
    404,
    'There is no such measure',
    [`Nothing is measured under “${id}”. These are the measures that there are:`],
    all.map((one) => ({ text: one.title, href: `/outcomes/measures/${encodeURIComponent(one.id)}` })),
  );
}

function fieldsOf({ dimensions }: Definition, { region, contract, by }: Choice): object {
  const all = [...dimensions.filter((one) => !isOfTime(one)), ...periods];
  const options = (selected: string | undefined) => [
    { value: '', text: 'Nothing' },
    ...all.map((value) => ({ value, text: dimensionInWords(value), selected: value === selected })),
  ];
  return {
    regions: dimensions.includes('REGION') ? regionOptions(region) : undefined,
    contracts: dimensions.includes('CONTRACT') ? contractOptions(contract) : undefined,
    by: options(by[0]),
    by2: options(by[1]),
  };
}
