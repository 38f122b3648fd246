import { subgraphSdl } from '@throughgate/contracts';
import { type Caller, localDeveloper } from '@throughgate/service';
import { buildSchema, type GraphQLEnumType } from 'graphql';
import { beforeAll, describe, expect, it } from 'vitest';
import { dimensions } from '../../src/index.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from '../support/outcomes.ts';
import { toldEngine } from '../support/told-engine.ts';

const { engine, asked } = toldEngine();
let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest({ measuresEngine: engine });
  return () => outcomes[Symbol.asyncDispose]();
});

const period = 'from: "2026-01-01", to: "2026-06-30"';
const measured = (rest: string, select = 'asOf') =>
  `{ measure(id: "visits-made", ${period} ${rest}) { ${select} } }`;
const errorsOf = async (query: string, caller?: Caller) =>
  (await outcomes.ask(query, {}, caller)).errors?.map(({ message, extensions }) => ({
    message,
    ...extensions,
  }));

const short = { name: 'short-stays', title: 'Short stays', cohort: { prisonIds: ['LEI', 'MDI'] } };
const save = async (input: object) => {
  const saved = await outcomes.ask(
    'mutation ($input: SaveCohortInput!) { saveCohort(input: $input) { id name version title savedBy savedAt } }',
    { input },
  );
  return saved as unknown as {
    data: { saveCohort: { id: string; savedAt: string } } | null;
    errors?: { extensions: object }[];
  };
};

describe('a measure', () => {
  it('is answered with its definition, completeness, cells and quantiles', async () => {
    const { measure } = await outcomes.read<{ measure: object }>(
      measured(
        'by: [SEX]',
        `asOf policy completeness agencies { agency upTo behind silent } sql citation noData
         definition {
           id title question version validFrom validTo form unit per groups episode population numerator denominator
           clockStart window matureAfterDays exclusions censoring dimensions agencies owner source target noData sql
         }
         cells { by { dimension code label } value numerator denominator lower upper suppressed target quantiles(at: [0.5, 0.9]) { at value } }
         total { by { code } value quantiles(at: [0.5]) { value } }`,
      ),
    );
    expect(measure).toEqual({
      asOf: '2026-10-01T00:00:00.000Z',
      policy: 'moj/1',
      completeness: 0.5,
      agencies: [
        { agency: 'prisons', upTo: '2026-10-01T00:00:00.000Z', behind: 0, silent: false },
        { agency: 'probation', upTo: null, behind: 7, silent: true },
      ],
      sql: 'SELECT 1',
      citation:
        'visits-made version 1 by SEX, 2026-01-01 to 2026-06-30, everybody, as of 2026-10-01T00:00:00.000Z, policy moj/1',
      noData: null,
      definition: {
        id: 'visits-made',
        title: 'Visits made',
        question: 'How many visits were made?',
        version: 1,
        validFrom: '2020-01-01',
        validTo: null,
        form: 'SHARE',
        unit: 'SHARE',
        per: null,
        groups: [],
        episode: 'A visit.',
        population: 'visits',
        numerator: 'those that were made',
        denominator: 'visits',
        clockStart: null,
        window: null,
        matureAfterDays: 3,
        exclusions: ['visits called off'],
        censoring: [],
        dimensions: ['SEX', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'],
        agencies: ['prisons'],
        owner: 'The test',
        source: 'this test',
        target: 0.9,
        noData: null,
        sql: 'SELECT 1',
      },
      cells: [
        {
          by: [{ dimension: 'SEX', code: 'F', label: 'Female' }],
          value: 0.5,
          numerator: 10,
          denominator: 20,
          lower: 0.3,
          upper: 0.7,
          suppressed: false,
          target: 0.9,
          quantiles: [
            { at: 0.5, value: 3 },
            { at: 0.9, value: null },
          ],
        },
        {
          by: [{ dimension: 'SEX', code: 'M', label: 'Male' }],
          value: null,
          numerator: null,
          denominator: null,
          lower: null,
          upper: null,
          suppressed: true,
          target: 0.9,
          quantiles: [
            { at: 0.5, value: null },
            { at: 0.9, value: null },
          ],
        },
      ],
      total: { by: [], value: 0.5, quantiles: [{ value: 3 }] },
    });
  });

  it('of which nobody keeps records says so, and is not zero', async () => {
    expect(
      await outcomes.read(
        `{ measure(id: "visits-liked", ${period}) { noData cells { value } total { value } definition { noData sql } } }`,
      ),
    ).toEqual({
      measure: {
        noData: 'No agency asks who liked a visit.',
        cells: [],
        total: { value: null },
        definition: { noData: 'No agency asks who liked a visit.', sql: null },
      },
    });
  });

  it('is asked with the version, the as-of moment and the cohort given', async () => {
    await outcomes.read(
      measured(
        'version: 1, by: [SEX, MONTH], asOf: "2026-09-30T12:00:00Z", cohort: { prisonIds: ["LEI", "MDI", "LEI"], sex: [F], ageFrom: 18, ageTo: 24, sentenceUnderMonths: 12, recall: false, releasedIn: ["2026-01"] }',
      ),
    );
    expect(asked.at(-1)).toEqual({
      measure: 'visits-made',
      version: 1,
      by: ['SEX', 'MONTH'],
      from: '2026-01-01',
      to: '2026-06-30',
      asOf: new Date('2026-09-30T12:00:00Z'),
      cohort: {
        AGE_BAND: ['18-20', '21-24'],
        MONTH: ['2026-01'],
        PRISON: ['LEI', 'MDI'],
        RECALL: ['NO'],
        SENTENCE_BAND: expect.arrayContaining([expect.any(String)]),
        SEX: ['F'],
      },
    });
  });

  it.each([
    ['ageFrom: 19', 'COHORT_OFF_GRID', /nearest/],
    ['sentenceUnderMonths: 13', 'COHORT_OFF_GRID', /nearest/],
    ['prisonIds: []', 'UNKNOWN_COHORT', /"cohort\.prisonIds" names no code/],
    ['ageBands: ["60+"], ageTo: 20', 'UNKNOWN_COHORT', /Nobody can be in this cohort/],
    ['saved: "Nobody saved this"', 'UNKNOWN_COHORT', /named as "short-sentences"/],
    ['saved: "never-saved"', 'UNKNOWN_COHORT', /There is no saved cohort "never-saved"/],
  ])('of a cohort { %s } is refused with %s', async (cohort, code, message) => {
    expect(await errorsOf(measured(`cohort: { ${cohort} }`))).toEqual([
      expect.objectContaining({
        code,
        message: expect.stringMatching(message),
        field: expect.stringContaining('cohort'),
      }),
    ]);
  });

  it('that there is not costs its own field alone, and no fault of the engine gets out', async () => {
    const { data, errors } = await outcomes.ask(
      `{ a: measure(id: "visits-made", ${period}) { policy } b: measure(id: "nothing", ${period}) { policy } c: measure(id: "broken", ${period}) { policy } }`,
    );
    expect(data).toEqual({ a: { policy: 'moj/1' }, b: null, c: null });
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'UNKNOWN_MEASURE', field: 'id' },
      { code: 'INTERNAL_SERVER_ERROR' },
    ]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });

  it.each(['[0]', '[1]', '[0.5, 7]', '[0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.81,0.82,0.83]'])(
    'has no quantiles at %s',
    async (at) => {
      expect(await errorsOf(measured('', `total { quantiles(at: ${at}) { at } }`))).toEqual([
        expect.objectContaining({ code: 'BAD_USER_INPUT', field: 'at' }),
      ]);
    },
  );
});

it('definitions are listed as they are valid today, or in every version', async () => {
  const list = async (rest: string) =>
    (await outcomes.read<{ measures: object[] }>(`{ measures${rest} { id version } }`)).measures;
  expect(await list('')).toEqual([
    { id: 'days-to-visit', version: 1 },
    { id: 'visits-liked', version: 1 },
    { id: 'visits-made', version: 1 },
  ]);
  expect(await list('(ids: ["visits-made"], allVersions: true)')).toEqual([
    { id: 'visits-made', version: 2 },
    { id: 'visits-made', version: 1 },
  ]);
  expect(await errorsOf('{ measures(ids: ["visits"]) { id } }')).toEqual([
    expect.objectContaining({
      code: 'UNKNOWN_MEASURE',
      message: expect.stringContaining('days-to-visit, visits-liked, visits-made'),
    }),
  ]);
});

it('cohorts are compared, curves are drawn, and funnels are counted', async () => {
  const curvesOf = `timeToEvent(id: "days-to-visit", by: [SEX], ${period})`;
  expect(
    await outcomes.read(`{
      compare(id: "visits-made", a: { sex: [F] }, b: { sex: [M] }, ${period}) { asOf a { value } b { denominator } difference lower upper sql noData }
      ${curvesOf} { definition { censoring unit } noData curves { by { code } suppressed points { days share lower upper atRisk } } }
      funnel(id: "visits", ${period}) {
        definition { id title version population steps { id title } dimensions agencies owner source }
        total { by { code } steps { id title count share lower upper medianDays suppressed } } cells { by { label } } sql
      }
      funnels { id }
      dimensions { id title description codes { code label } }
    }`),
  ).toEqual({
    compare: {
      asOf: '2026-10-01T00:00:00.000Z',
      a: { value: 0.5 },
      b: { denominator: 20 },
      difference: 0,
      lower: -0.2,
      upper: 0.2,
      sql: 'SELECT 1',
      noData: null,
    },
    timeToEvent: {
      definition: { censoring: ['new custody'], unit: 'DAYS' },
      noData: null,
      curves: [
        {
          by: [{ code: 'F' }],
          suppressed: false,
          points: [{ days: 3, share: 0.25, lower: 0.1, upper: 0.5, atRisk: 20 }],
        },
      ],
    },
    funnel: {
      definition: {
        id: 'visits',
        title: 'Visits',
        version: 1,
        population: 'visits',
        steps: [
          { id: 'planned', title: 'Planned' },
          { id: 'made', title: 'Made' },
        ],
        dimensions: ['SEX', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'],
        agencies: ['prisons'],
        owner: 'The test',
        source: 'this test',
      },
      total: {
        by: [],
        steps: [
          {
            id: 'planned',
            title: 'Planned',
            count: 20,
            share: null,
            lower: null,
            upper: null,
            medianDays: null,
            suppressed: false,
          },
          {
            id: 'made',
            title: 'Made',
            count: 10,
            share: 0.5,
            lower: 0.3,
            upper: 0.7,
            medianDays: 4,
            suppressed: false,
          },
        ],
      },
      cells: [{ by: [{ label: 'Female' }] }],
      sql: 'SELECT 1',
    },
    funnels: [{ id: 'visits' }],
    dimensions: [
      {
        id: 'SEX',
        title: 'Sex',
        description: 'Sex as recorded.',
        codes: [
          { code: 'F', label: 'Female' },
          { code: 'M', label: 'Male' },
        ],
      },
      { id: 'PRISON', title: 'Prison', description: 'The prison.', codes: null },
    ],
  });
  // They are answered beside each other, in no particular order.
  expect(asked.slice(-3)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ a: { SEX: ['F'] }, b: { SEX: ['M'] } }),
      expect.objectContaining({ measure: 'days-to-visit', by: ['SEX'] }),
      expect.objectContaining({ funnel: 'visits', cohort: {} }),
    ]),
  );
});

describe('a cohort', () => {
  it('is saved once, however often and in whatever order the call is sent', async () => {
    const first = await save(short);
    expect(first.data?.saveCohort).toMatchObject({
      id: 'short-stays@1',
      version: 1,
      title: 'Short stays',
      savedBy: localDeveloper.id,
    });
    const second = await save({ ...short, cohort: { prisonIds: ['LEI'], sex: ['F'] } });
    expect(second.data?.saveCohort.id).toBe('short-stays@2');
    // The first call once more, after the second: nothing new.
    expect(await save({ ...short, cohort: { prisonIds: ['MDI', 'LEI', 'MDI'] } })).toEqual(first);
    expect(
      await outcomes.read(
        '{ cohort(name: "short-stays") { id conditions { dimension codes { code label } } versions { id } } one: cohort(name: "short-stays", version: 1) { title } none: cohort(name: "short-stays", version: 9) { id } }',
      ),
    ).toEqual({
      cohort: {
        id: 'short-stays@2',
        conditions: [
          { dimension: 'SEX', codes: [{ code: 'F', label: 'Female' }] },
          { dimension: 'PRISON', codes: [{ code: 'LEI', label: 'LEI' }] },
        ],
        versions: [{ id: 'short-stays@2' }, { id: 'short-stays@1' }],
      },
      one: { title: 'Short stays' },
      none: null,
    });
  });

  it('gets versions without gaps from calls at once, each content one', async () => {
    const contents = ['LEI', 'MDI', 'PVI'];
    const calls = Array.from({ length: 12 }, (_, at) =>
      save({ name: 'at-once', title: 'At once', cohort: { prisonIds: [contents[at % 3]] } }),
    );
    const ids = (await Promise.all(calls)).map(({ data }) => data?.saveCohort.id);
    expect([...new Set(ids)].sort()).toEqual(['at-once@1', 'at-once@2', 'at-once@3']);
    for (const at of contents.keys())
      expect(new Set(ids.filter((_, index) => index % 3 === at)).size).toBe(1);
  });

  it('is asked for by its name, narrowed by what stands beside it, and cited with its version', async () => {
    await save({ name: 'cited', title: 'Cited', cohort: { prisonIds: ['LEI', 'MDI'] } });
    const ask = (cohort: string) =>
      outcomes.read<{ measure: { citation: string } }>(measured(`cohort: { ${cohort} }`, 'citation'));
    expect((await ask('saved: "cited"')).measure.citation).toContain(', cited@1,');
    expect(asked.at(-1)).toMatchObject({ cohort: { PRISON: ['LEI', 'MDI'] } });
    expect((await ask('saved: "cited@1", prisonIds: ["MDI"]')).measure.citation).toContain(
      ', cited@1, PRISON MDI,',
    );
    expect(asked.at(-1)).toMatchObject({ cohort: { PRISON: ['MDI'] } });
    expect(await errorsOf(measured('cohort: { saved: "cited@2" }'))).toMatchObject([
      { code: 'UNKNOWN_COHORT', message: 'The cohort "cited" has no version 2: its latest is 1.' },
    ]);
  });

  it.each([
    [{ ...short, name: 'Short' }, 'BAD_USER_INPUT', 'name'],
    [{ ...short, name: 'a' }, 'BAD_USER_INPUT', 'name'],
    [{ ...short, title: ' ' }, 'BAD_USER_INPUT', 'title'],
    [{ ...short, title: 'x'.repeat(201) }, 'BAD_USER_INPUT', 'title'],
    [{ ...short, cohort: {} }, 'BAD_USER_INPUT', 'cohort'],
    [{ ...short, cohort: { sex: ['NS'] } }, 'UNKNOWN_COHORT', 'cohort'],
    [{ ...short, cohort: { programmes: ['X'] } }, 'UNKNOWN_DIMENSION', 'cohort'],
  ])('%o is not saved', async (input, code, field) => {
    const { errors } = await save(input);
    expect(errors).toMatchObject([{ extensions: { code, field } }]);
  });

  it('is listed by name, page by page', async () => {
    await save({ ...short, name: 'zz-last' });
    type Page = {
      cohorts: {
        totalCount: number;
        edges: { node: { id: string } }[];
        pageInfo: { endCursor: string; hasNextPage: boolean };
      };
    };
    const page = (after: string | null) =>
      outcomes.read<Page>(
        'query ($after: String) { cohorts(first: 2, after: $after) { totalCount edges { node { id } } pageInfo { endCursor hasNextPage } } }',
        { after },
      );
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { cohorts }: Page = await page(after);
      ids.push(...cohorts.edges.map(({ node }) => node.id));
      expect(cohorts.totalCount).toBeGreaterThanOrEqual(1);
      after = cohorts.pageInfo.hasNextPage ? cohorts.pageInfo.endCursor : null;
    } while (after);
    expect(ids).toEqual([...ids].sort());
    expect(ids).toContain('zz-last@1');
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('who may ask', () => {
  const system: Caller = { id: 'dashboards', kind: 'system', organisation: 'moj', roles: [], scopes: [] };

  it('is a caller with the scope of a commissioner, who needs no right to see a person', async () => {
    expect(await errorsOf(measured(''), system)).toMatchObject([{ code: 'UNAUTHORIZED_FIELD_OR_TYPE' }]);
    const commissioner = { ...system, scopes: ['outcomes:aggregate'] };
    expect(await errorsOf(measured(''), commissioner)).toBeUndefined();
  });
});

it('a hub that keeps no measures says so', async () => {
  await using without = await startOutcomesForTest();
  const { data, errors } = await without.ask(
    `{ ${measured('').slice(1, -1)} offender(identifier: "A1234BC") { id } }`,
  );
  expect(data).toEqual({ measure: null, offender: null });
  expect(errors).toMatchObject([{ extensions: { code: 'MEASURES_NOT_KEPT' } }]);
});

it('the graph has a value for every dimension, and for no other', () => {
  const graph = buildSchema(subgraphSdl('outcomes'), { assumeValidSDL: true });
  const values = (graph.getType('Dimension') as GraphQLEnumType).getValues().map(({ name }) => name);
  expect(values.toSorted()).toEqual(dimensions.map(({ id }) => id).toSorted());
});
