import {
  type AnswerCell,
  type ComparisonQuestion,
  type Dimension,
  type DurationMeasure,
  type Funnel,
  type FunnelQuestion,
  type Measure,
  MeasureError,
  type MeasureQuestion,
  type MeasuresEngine,
  type ShareMeasure,
} from '@throughgate/measures';

/** The release that everything is as of. */
export const releasedAt = new Date('2026-10-01T00:00:00.000Z');

const everywhere = {
  version: 1,
  validFrom: '2020-01-01',
  validTo: null,
  episode: 'visit',
  population: { words: 'visits', sql: 'true' },
  day: 'e.day',
  clockStart: null,
  window: null,
  exclusions: [{ words: 'visits called off', sql: 'e.called_off' }],
  dimensions: ['SEX'],
  agencies: ['prisons'],
  owner: 'The test',
  source: 'this test',
  target: 0.9,
} as const;

const share: ShareMeasure = {
  ...everywhere,
  id: 'visits-made',
  title: 'Visits made',
  question: 'How many visits were made?',
  form: 'share',
  numerator: { words: 'those that were made', sql: 'e.made' },
  matureAfterDays: 3,
};

const days: DurationMeasure = {
  ...everywhere,
  id: 'days-to-visit',
  title: 'Days to the first visit',
  question: 'How long does the first visit take?',
  form: 'duration',
  clockStart: 'the release',
  event: { words: 'the first visit', sql: 'true' },
  starts: 'e.released_on',
  ends: 'e.visited_on',
  censoredOn: [{ words: 'new custody', sql: 'e.custody_on' }],
  horizonDays: 90,
};

const measures: readonly Measure[] = [
  share,
  { ...share, version: 2, validFrom: '2999-01-01' },
  days,
  { ...share, id: 'visits-liked', title: 'Visits liked', noRecords: 'No agency asks who liked a visit.' },
];

const funnels: readonly Funnel[] = [
  {
    id: 'visits',
    title: 'Visits',
    version: 1,
    validFrom: '2020-01-01',
    validTo: null,
    episode: 'visit',
    population: { words: 'visits', sql: 'true' },
    day: 'e.day',
    steps: [
      { id: 'planned', words: 'Planned', on: 'e.planned_on' },
      { id: 'made', words: 'Made', on: 'e.made_on' },
    ],
    dimensions: ['SEX'],
    agencies: ['prisons'],
    owner: 'The test',
    source: 'this test',
  },
];

const sexes = new Map([
  ['F', 'Female'],
  ['M', 'Male'],
]);

const dimensions: readonly Dimension[] = [
  {
    id: 'SEX',
    title: 'Sex',
    describes: 'Sex as recorded.',
    code: () => 'e.sex',
    columns: ['sex'],
    codes: ['F', 'M'],
    label: (code) => sexes.get(code) ?? code,
  },
  {
    id: 'PRISON',
    title: 'Prison',
    describes: 'The prison.',
    code: () => 'e.prison_id',
    columns: ['prison_id'],
    label: (code) => code,
  },
];

const total: AnswerCell = {
  by: [],
  value: 0.5,
  numerator: 10,
  denominator: 20,
  lower: 0.3,
  upper: 0.7,
  suppressed: false,
  durations: null,
  target: 0.9,
};
const nothing = { value: null, numerator: null, denominator: null, lower: null, upper: null } as const;
const women = { dimension: 'SEX', code: 'F', label: 'Female' } as const;

/** An engine whose answers are written here, to see what the graph makes of them; it keeps what it was asked. */
export function toldEngine() {
  const asked: (MeasureQuestion | ComparisonQuestion | FunnelQuestion)[] = [];
  const told = {
    asOf: releasedAt,
    policy: 'moj/1',
    completeness: {
      value: 0.5,
      agencies: [
        { agency: 'prisons', upTo: releasedAt, behind: 0, silent: false },
        { agency: 'probation', upTo: null, behind: 7, silent: true },
      ],
    },
  };
  const find = (id: string) => {
    if (id === 'broken') throw new Error('a secret of the engine');
    const found = measures.find((one) => one.id === id);
    if (!found) throw new MeasureError('UNKNOWN_MEASURE', `There is no measure "${id}"`, 'id');
    return found;
  };
  const engine: MeasuresEngine = {
    measures,
    dimensions,
    funnels,
    episodeKinds: [{ name: 'visit', describes: 'A visit.', about: 'person', columns: {}, version: 1 }],
    async answer(question) {
      asked.push(question);
      const definition = find(question.measure);
      if (definition.noRecords) {
        return { ...told, definition, sql: '', cells: [], total: { ...total, ...nothing, target: null } };
      }
      const durations = [
        { days: 3, events: 5, censored: 0 },
        { days: 9, events: 5, censored: 10 },
      ];
      return {
        ...told,
        definition,
        sql: 'SELECT 1',
        cells: [
          { ...total, by: [women], durations },
          { ...total, ...nothing, by: [{ ...women, code: 'M', label: 'Male' }], suppressed: true },
        ],
        total: { ...total, durations },
      };
    },
    async compare(question) {
      asked.push(question);
      const definition = find(question.measure);
      return {
        ...told,
        definition,
        sql: 'SELECT 1',
        a: total,
        b: total,
        difference: 0,
        lower: -0.2,
        upper: 0.2,
      };
    },
    async timeToEvent(question) {
      asked.push(question);
      const points = [{ days: 3, share: 0.25, lower: 0.1, upper: 0.5, atRisk: 20 }];
      return {
        ...told,
        definition: find(question.measure),
        curves: [{ by: [women], suppressed: false, points }],
      };
    },
    async funnel(question) {
      asked.push(question);
      const [definition] = funnels as [Funnel];
      const first = { share: null, lower: null, upper: null, medianDays: null, suppressed: false };
      const steps = [
        { ...first, id: 'planned', count: 20 },
        { id: 'made', count: 10, share: 0.5, lower: 0.3, upper: 0.7, medianDays: 4, suppressed: false },
      ];
      return {
        ...told,
        definition,
        sql: 'SELECT 1',
        cells: [{ by: [women], steps }],
        total: { by: [], steps },
      };
    },
    definition: (id) => ({ measure: find(id), sql: find(id).noRecords ? null : 'SELECT 1' }),
    quantile: (durations, at) => (at <= 0.5 ? (durations[0]?.days ?? null) : null),
  };
  return { engine, asked };
}

/** What an engine raises while episodes are worked out. */
export function rebuilding(message: string): Error {
  return new MeasureError('MEASURES_REBUILDING', message);
}
