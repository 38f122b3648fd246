import type {
  AmountMeasure,
  CountMeasure,
  DurationMeasure,
  Funnel,
  GapMeasure,
  LengthMeasure,
  Measure,
  RateMeasure,
  ShareMeasure,
  TargetMeasure,
} from '../../src/index.ts';

const base = {
  version: 1,
  validFrom: '2000-01-01',
  validTo: null,
  episode: 'support',
  population: { words: 'all support', sql: 'true' },
  day: 'e.begun_on',
  clockStart: null,
  window: null,
  exclusions: [],
  dimensions: ['SEX', 'PROVIDER', 'AGE_BAND'],
  agencies: ['providers'],
  owner: 'the tests',
  source: 'the tests',
  target: null,
  question: 'How many?',
} as const;

const seen = { words: 'met', sql: 'e.seen_on <= $as_of' };

export const share: ShareMeasure = {
  ...base,
  form: 'share',
  id: 'seen-within-14',
  title: 'Seen within 14 days',
  matureAfterDays: 14,
  numerator: { words: 'met within 14 days', sql: 'e.seen_on <= least(e.begun_on + 14, $as_of)' },
  exclusions: [{ words: 'provider not known', sql: 'e.provider_code IS NULL' }],
  durations: {
    event: seen,
    starts: 'e.begun_on',
    ends: 'e.seen_on',
    censoredOn: [{ words: 'lost', sql: 'e.lost_on' }],
    horizonDays: 60,
  },
};

export const count: CountMeasure = { ...base, form: 'count', id: 'supported', title: 'Supported' };

export const amount: AmountMeasure = {
  ...base,
  form: 'amount',
  id: 'cost',
  title: 'Cost',
  pence: 'e.pence',
};

export const rate: RateMeasure = {
  ...base,
  form: 'rate',
  id: 'lost-of-100',
  title: 'Lost of 100 open on the last day of the month',
  onLastDayOf: 'MONTH',
  day: 's.day',
  population: {
    words: 'open that day',
    sql: 'e.begun_on <= s.day AND (e.ended_on IS NULL OR e.ended_on > s.day)',
  },
  numerator: { words: 'lost by that day', sql: 'e.lost_on <= s.day' },
  per: 100,
};

export const duration: DurationMeasure = {
  ...base,
  form: 'duration',
  id: 'days-to-seen',
  title: 'Days until they met',
  event: seen,
  starts: 'e.begun_on',
  ends: 'e.seen_on',
  censoredOn: [
    { words: 'lost', sql: 'e.lost_on' },
    { words: 'ended', sql: 'e.ended_on' },
  ],
  horizonDays: 60,
};

export const length: LengthMeasure = {
  ...base,
  form: 'length',
  id: 'minutes',
  title: 'Minutes',
  length: 'e.minutes',
  unit: 'minutes',
};

export const target: TargetMeasure = {
  ...base,
  form: 'target',
  id: 'against-target',
  title: 'Against target',
  targets: { episode: 'agreed', month: 'e.month', number: 'e.people', shares: ['provider_code'] },
};

export const gap: GapMeasure = {
  ...base,
  form: 'gap',
  id: 'gap',
  title: 'Gap',
  numerator: seen,
  groups: [
    { words: '30 and over', sql: 'e.age >= 30' },
    { words: 'under 30', sql: 'e.age < 30' },
  ],
};

export const unrecorded: ShareMeasure = {
  ...base,
  form: 'share',
  id: 'unrecorded',
  title: 'What nobody records',
  episode: 'nothing',
  numerator: { words: '', sql: '' },
  noRecords: 'No agency records it.',
};

export const all: readonly Measure[] = [
  share,
  count,
  amount,
  rate,
  duration,
  length,
  target,
  gap,
  unrecorded,
];

export const funnel: Funnel = {
  id: 'support',
  title: 'Support',
  version: 1,
  validFrom: '2000-01-01',
  validTo: null,
  episode: 'support',
  population: base.population,
  day: base.day,
  steps: [
    { id: 'begun', words: 'begun', on: 'e.begun_on' },
    { id: 'seen', words: 'met', on: 'e.seen_on' },
    { id: 'ended', words: 'ended', on: 'e.ended_on' },
  ],
  dimensions: base.dimensions,
  agencies: base.agencies,
  owner: base.owner,
  source: base.source,
};
