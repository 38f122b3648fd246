import type { AskGraph, GraphProblem } from '../../src/index.ts';

/** Text that would be a script, a formula or an end of a tag if something forgot to escape it. */
export const hostile = '=<script>alert("x")</script>&\'"';

const dimensions = ['REGION', 'CONTRACT', 'SEX', 'COMPLEXITY', 'CO_LOCATED', 'ENDING_REASON'];

/** A definition of a measure, as the graph tells it. */
export function definition(id: string, form: string, change: object = {}) {
  return {
    id,
    title: titles[id] ?? `Measure ${id}`,
    question: 'Of how many of those who were referred was the need assessed within ten working days?',
    version: 2,
    validFrom: '2026-01-01',
    validTo: null,
    form,
    unit: form === 'LENGTH' ? 'MINUTES' : 'DAYS',
    per: form === 'RATE' ? 100 : null,
    episode: 'A referral to a provider.',
    population: 'Referrals sent in the period.',
    numerator: 'Assessed by the tenth working day.',
    denominator: 'Referrals that were assessed.',
    clockStart: 'The day of the referral.',
    window: 'Ten working days.',
    exclusions: ['Referrals made in error'],
    censoring: [],
    dimensions,
    agencies: ['providers', 'probation'],
    owner: 'Commissioning',
    source: `Seed 1, line 7 ${hostile}`,
    target: form === 'SHARE' ? 0.95 : null,
    noData: null,
    sql: 'SELECT count(*) FROM referral e WHERE e.referred_on <= $as_of',
    ...change,
  };
}

const titles: Readonly<Record<string, string>> = {
  'assessed-in-time': 'Assessed within ten working days',
  'days-to-outcome': 'Days to an outcome',
  'referrals-against-target': 'Referrals against target',
  'settled-at-3-months': 'Settled three months after release',
  'outcome-gap': 'Gap of outcomes',
  'money-not-overpaid': 'Money not overpaid',
};

const codes: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  SEX: [
    ['F', 'Female'],
    ['M', 'Male'],
  ],
  COMPLEXITY: [
    ['LOW', 'Low complexity'],
    ['MEDIUM', 'Medium complexity'],
    ['HIGH', 'High complexity'],
  ],
  CO_LOCATED: [
    ['YES', 'Yes'],
    ['NO', 'No'],
    ['UNKNOWN', 'Not known'],
  ],
  ENDING_REASON: [
    ['A', `Did not engage ${hostile}`],
    ['B', 'Recalled to custody before the assessment could be made'],
    ['C', 'Moved out of area'],
    ['D', 'Found work without help'],
  ],
  QUARTER: [
    ['2025-Q4', '2025 Q4'],
    ['2026-Q1', '2026 Q1'],
    ['2026-Q2', '2026 Q2'],
    ['2026-Q3', '2026 Q3'],
  ],
  MONTH: Array.from({ length: 12 }, (_, index) => {
    const code = `${index < 2 ? 2025 : 2026}-${String(((index + 10) % 12) + 1).padStart(2, '0')}`;
    return [code, code] as const;
  }),
};

function cellOf(form: string, by: readonly object[], seed: number) {
  const share = (30 + ((seed * 37) % 50)) / 100;
  const denominator = 40 + ((seed * 115) % 400);
  const numerator = Math.round((share * denominator) / 5) * 5;
  const half = 1 / Math.sqrt(denominator);
  const values: Readonly<Record<string, readonly [number, number | null, number | null]>> = {
    SHARE: [share, Math.max(0, share - half), Math.min(1, share + half)],
    GAP: [share - 0.5, share - 0.6, share - 0.4],
    RATE: [share * 10, share * 8, share * 12],
    DURATION: [20 + seed * 3, 15 + seed * 3, 28 + seed * 3],
    LENGTH: [20 + seed, null, null],
    COUNT: [denominator, null, null],
    TARGET: [denominator / 200, null, null],
    AMOUNT: [denominator * 12_345, null, null],
  };
  const [value, lower, upper] = values[form] ?? [0, null, null];
  const isOfDays = form === 'DURATION' || form === 'LENGTH';
  return {
    by,
    value,
    lower,
    upper,
    numerator: form === 'TARGET' ? denominator : form === 'SHARE' || isOfDays ? numerator : null,
    denominator: form === 'TARGET' ? 200 : denominator,
    suppressed: false,
    target: form === 'TARGET' ? 200 : null,
    quantiles: isOfDays ? [0.25, 0.5, 0.75, 0.9].map((at) => ({ at, value: at > 0.8 ? null : at * 60 })) : [],
  };
}

const none = { value: null, lower: null, upper: null, numerator: null, denominator: null, suppressed: true };

/** The answer to a question of a measure, of which the last cell is too few to tell. */
export function figure(id: string, form: string, by: readonly string[], change: object = {}) {
  let keys: object[][] = [[]];
  for (const dimension of by) {
    keys = keys.flatMap((key) =>
      (codes[dimension] ?? [['X', 'X']]).map(([code, label]) => [...key, { dimension, code, label }]),
    );
  }
  const cells = keys.map((key, index) => cellOf(form, key, index + 1));
  if (cells.length > 1) Object.assign(cells.at(-1) ?? {}, none);
  return {
    definition: { id, title: titles[id] ?? id, version: 2, form },
    asOf: '2026-11-26T08:00:00.000Z',
    policy: 'moj/1',
    completeness: 0.5,
    agencies: [
      { agency: 'providers', upTo: '2026-11-26T07:59:00.000Z', behind: 0, silent: false },
      { agency: 'probation', upTo: '2026-11-20T07:59:00.000Z', behind: 0, silent: true },
    ],
    citation: `Throughgate, ${id} version 2, as of 2026-11-26T08:00:00Z, policy moj/1`,
    noData: null,
    sql: 'SELECT count(*) FROM referral e WHERE e.referred_on <= $as_of AND e.region_code IN ($region)',
    total: cellOf(form, [], 3),
    cells: by.length === 0 ? [cellOf(form, [], 3)] : cells,
    ...change,
  };
}

/** The measures of the sample, by id: their forms. */
export const sampleForms: Readonly<Record<string, string>> = {
  'assessed-in-time': 'SHARE',
  'assessed-in-time-of-referred': 'SHARE',
  'claim-closed-within': 'SHARE',
  'contact-in-13-weeks': 'RATE',
  'days-to-first-money': 'DURATION',
  'days-to-outcome': 'DURATION',
  'ete-outcome': 'SHARE',
  'freshstart-attended': 'SHARE',
  'housed-first-night': 'SHARE',
  'interview-length': 'LENGTH',
  'money-not-overpaid': 'AMOUNT',
  'no-take-up': 'SHARE',
  'outcome-gap': 'GAP',
  'referrals-against-target': 'TARGET',
  'released-unseen': 'SHARE',
  'return-to-custody': 'SHARE',
  'settled-at-3-months': 'SHARE',
  'work-at-6-months': 'SHARE',
  'work-at-6-weeks': 'SHARE',
};

const noRecords = 'No agency keeps these records yet.';

/** Definitions of the sample's measures; of `settled-at-3-months` there are no records. */
export function sampleDefinitions() {
  return Object.entries(sampleForms).map(([id, form]) =>
    definition(id, form, id === 'settled-at-3-months' ? { noData: noRecords, sql: null } : {}),
  );
}

/** How days pass, in the sample. */
export function curves(by: readonly string[]) {
  const keys = by[0] === undefined ? [undefined] : (codes[by[0]] ?? []);
  return {
    asOf: '2026-11-26T08:00:00.000Z',
    policy: 'moj/1',
    completeness: 1,
    agencies: [],
    noData: null,
    curves: keys.map((key, index) => ({
      by: key ? [{ dimension: by[0], code: key[0], label: key[1] }] : [],
      suppressed: false,
      points: Array.from({ length: 30 }, (_, step) => {
        const share = 0.8 * (1 - 0.9 ** (step + index));
        const half = 0.03 + step / 500;
        return {
          days: step * 4,
          share,
          lower: Math.max(0, share - half),
          upper: Math.min(1, share + half),
          atRisk: 400 - step * 10,
        };
      }),
    })),
  };
}

/** An error of the graph. */
export function problem(code: string, message: string): GraphProblem {
  return { message, extensions: { code } };
}

const cohorts = {
  cohorts: {
    edges: ['short-sentences@1', 'women@3'].map((id) => ({
      node: {
        id,
        name: id.split('@')[0],
        version: Number(id.split('@')[1]),
        title: `Cohort ${id} ${hostile}`,
        savedAt: '2026-11-01T09:00:00.000Z',
        savedBy: 'local-developer',
        conditions: [{ dimension: 'SEX', codes: [{ code: 'F', label: 'Female' }] }],
      },
    })),
    totalCount: 2,
  },
  dimensions: ['SEX', 'COMPLEXITY'].map((id) => ({
    id,
    codes: (codes[id] ?? []).map(([code, label]) => ({ code, label })),
  })),
};

function comparison(id: string) {
  return {
    ...figure(id, sampleForms[id] ?? 'SHARE', []),
    a: cellOf('SHARE', [], 1),
    b: cellOf('SHARE', [], 2),
    difference: 0.13,
    lower: 0.02,
    upper: 0.24,
  };
}

const steps = ['Referred', 'Assessed', 'Engaged', 'Outcome', 'Sustained'];

const funnel = {
  ...figure('referral', 'COUNT', []),
  definition: {
    id: 'referral',
    title: 'From referral to a sustained outcome',
    version: 1,
    population: 'Referrals sent in the period.',
    owner: 'Commissioning',
    source: 'Seed 1, lines 5 to 17',
  },
  total: {
    steps: steps.map((title, index) => ({
      id: title.toLowerCase(),
      title,
      count: index === 4 ? null : 800 - index * 150,
      share: index === 0 || index === 4 ? null : 0.8,
      lower: index === 0 || index === 4 ? null : 0.75,
      upper: index === 0 || index === 4 ? null : 0.85,
      medianDays: index === 0 || index === 4 ? null : index * 12,
      suppressed: index === 4,
    })),
  },
};

function person(after: unknown) {
  return {
    id: 'b3',
    name: { forename: 'Ada', surname: `O’Neil ${hostile}` },
    dateOfBirth: '1990-02-01',
    identifiers: { crns: ['X123456'], prisonerNumbers: ['A1234BC'], ninos: [], pncs: [], cros: [], ulns: [] },
    journey: {
      edges: Array.from({ length: 5 }, (_, index) => ({
        node: {
          id: `e${index}`,
          occurredAt: `2026-0${9 - index}-01T09:30:00.000Z`,
          agency: ['prisons', 'probation', 'jobcentre', 'providers'][index % 4],
          title: after === undefined ? `Released ${hostile}` : `Earlier event ${index}`,
        },
      })),
      pageInfo: { hasNextPage: after === undefined, endCursor: 'c5' },
    },
    spells: [
      { kind: 'CUSTODY', from: '2022-03-01', to: '2023-01-15', agency: 'prisons' },
      { kind: 'CUSTODY', from: '2025-03-01', to: '2026-01-15', agency: 'prisons' },
      { kind: 'SUPERVISION', from: '2026-01-15', to: null, agency: 'probation' },
      { kind: 'BENEFIT', from: '2026-02-01', to: '2026-06-30', agency: 'jobcentre' },
      { kind: 'EMPLOYMENT', from: '2026-07-01', to: null, agency: 'providers' },
    ],
    releases: [
      {
        releasedAt: '2026-01-15T09:00:00.000Z',
        prison: { id: 'LEI', name: 'Leeds (HMP)' },
        gaps: [{ kind: 'NO_BANK_ACCOUNT', owner: 'prisons', openSince: '2025-12-01' }],
        unknown: ['NO_TREATMENT_LINK'],
      },
    ],
  };
}

/** A graph that answers what the pages of measures ask, as the sample has it. */
export const sampleGraph: AskGraph = async (query, variables) => {
  const name = /^(?:query|mutation) (\w+)/.exec(query)?.[1];
  const ofVariable = (variable: string) => (variables[variable] ?? []) as readonly string[];
  switch (name) {
    case 'MeasureCatalogue':
      return { data: { measures: sampleDefinitions() } };
    case 'MeasurePage': {
      const id = String(variables['id']);
      const form = sampleForms[id] ?? 'SHARE';
      const versions = [
        definition(id, form),
        definition(id, form, { version: 1, validFrom: '2020-01-01', validTo: '2025-12-31' }),
      ];
      const hasData = id !== 'settled-at-3-months';
      const total = { ...none, by: [], suppressed: false, target: null, quantiles: [] };
      return {
        data: {
          versions,
          figure: hasData
            ? figure(id, form, ofVariable('by'))
            : figure(id, form, [], { noData: noRecords, total, cells: [] }),
          ...(variables['curves'] ? { curves: curves(ofVariable('curveBy')) } : {}),
        },
      };
    }
    case 'Dashboard': {
      const data: Record<string, unknown> = {};
      for (let index = 0; variables[`id${index}`] !== undefined; index += 1) {
        const id = String(variables[`id${index}`]);
        data[`m${index}`] = figure(id, sampleForms[id] ?? 'SHARE', ofVariable(`by${index}`));
      }
      return { data };
    }
    case 'Cohorts':
      return { data: cohorts };
    case 'SaveCohort':
      return { data: { saveCohort: { id: 'short-sentences@2' } } };
    case 'CompareCohorts':
      return { data: { compare: comparison(String(variables['id'])) } };
    case 'FunnelPage':
      return { data: { funnel } };
    case 'PersonPage':
      return {
        data: { offender: variables['identifier'] === 'X123456' ? person(variables['after']) : null },
      };
    default:
      return { errors: [problem('GRAPHQL_VALIDATION_FAILED', `The sample does not know ${name}.`)] };
  }
};
