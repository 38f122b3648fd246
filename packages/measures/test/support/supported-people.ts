import { addDays, addMonths, type PlainDate } from '@throughgate/domain';
import type { Dimension, Episode, EpisodeKind } from '../../src/index.ts';

/** A kind of episodes for tests: support of a person by a worker, from a day on. */
export const support: EpisodeKind = {
  name: 'support',
  describes: 'Support of a person by a worker.',
  about: 'person',
  version: 1,
  columns: {
    sex: { type: 'text', describes: 'Sex.' },
    age: { type: 'integer', describes: 'Age.' },
    provider_code: { type: 'text', describes: 'Provider.' },
    begun_on: { type: 'date', describes: 'First day.' },
    seen_on: { type: 'date', describes: 'First day on which they met.' },
    ended_on: { type: 'date', describes: 'Last day.' },
    lost_on: { type: 'date', describes: 'Day since which nobody knows where the person is.' },
    pence: { type: 'integer', describes: 'What it cost.' },
    minutes: { type: 'integer', describes: 'How long they met.' },
  },
};

/** A register: how many were agreed for a month. */
export const agreed: EpisodeKind = {
  name: 'agreed',
  describes: 'Number of people agreed for a month with a provider.',
  about: 'register',
  version: 1,
  columns: {
    provider_code: { type: 'text', describes: 'Provider.' },
    month: { type: 'date', describes: 'First day of the month.' },
    people: { type: 'integer', describes: 'How many.' },
  },
};

const listed = (id: string, column: string, codes: readonly string[]): Dimension => ({
  id,
  title: id,
  describes: id,
  columns: [column],
  code: () => `e.${column}`,
  codes: [...codes, 'UNKNOWN'],
  label: (code) => `the ${code}`,
});

export const dimensions: readonly Dimension[] = [
  listed('SEX', 'sex', ['F', 'M']),
  listed('PROVIDER', 'provider_code', ['NORTH', 'SOUTH']),
  listed('PRISON', 'prison_id', ['LEI']),
  {
    id: 'AGE_BAND',
    title: 'Age',
    describes: 'Age.',
    columns: ['age'],
    code: () => `CASE WHEN e.age >= 30 THEN '30+' WHEN e.age >= 18 THEN '18-29' END`,
    codes: ['18-29', '30+', 'UNKNOWN'],
    label: (code) => code,
  },
  {
    id: 'MONTH',
    title: 'Month',
    describes: 'Month.',
    columns: [],
    code: (day) => `strftime(${day}, '%Y-%m')`,
    form: { pattern: /^\d{4}-\d{2}$/, words: 'a month as 2024-02' },
    days: (code) => ({ from: `${code}-01`, to: addDays(addMonths(`${code}-01`, 1), -1) }),
    label: (code) => code,
  },
];

/** An episode of support as a test writes it: days are counted from the first of January 2024. */
export interface SupportRow {
  readonly id: string;
  readonly person: number;
  readonly sex: string | null;
  readonly age: number | null;
  readonly provider: string | null;
  readonly begun: number;
  readonly seen: number | null;
  readonly ended: number | null;
  readonly lost: number | null;
  readonly pence: number;
  readonly minutes: number | null;
}

const firstDay: PlainDate = '2024-01-01';

export const dayOf = (days: number): PlainDate => addDays(firstDay, days);

export const personId = (person: number) => `00000000-0000-7000-8000-${String(person).padStart(12, '0')}`;

export function supportEpisode(row: SupportRow): Episode {
  const day = (days: number | null) => (days === null ? null : dayOf(days));
  return {
    id: row.id,
    personId: personId(row.person),
    sex: row.sex,
    age: row.age,
    provider_code: row.provider,
    begun_on: dayOf(row.begun),
    seen_on: day(row.seen),
    ended_on: day(row.ended),
    lost_on: day(row.lost),
    pence: row.pence,
    minutes: row.minutes,
  };
}
