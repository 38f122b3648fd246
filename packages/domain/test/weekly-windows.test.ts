import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  freeSlots,
  type Interval,
  intersectionOf,
  jobcentreOpening,
  londonTime,
  overlapMinutes,
  unionOf,
  type WeeklyWindow,
  weekdays,
  windowIntervals,
  windowOccurrences,
  without,
} from '../src/index.ts';

const minute = 60_000;
const hour = 60 * minute;
const at = (text: string) => Date.parse(text);
const london = (day: string, time: string) => londonTime(day, time).getTime();
const span = (from: string, until: string): Interval => ({ from: at(from), until: at(until) });
const shown = (intervals: readonly Interval[]) =>
  intervals.map(({ from, until }) => `${new Date(from).toISOString()}/${new Date(until).toISOString()}`);
const daily = (from: string, until: string): WeeklyWindow[] => weekdays.map((day) => ({ day, from, until }));

const anyInterval = fc
  .tuple(fc.nat(500), fc.nat(100))
  .map(([from, length]): Interval => ({ from, until: from + length }));
const anyIntervals = fc.array(anyInterval, { maxLength: 12 });
const moments = (intervals: readonly Interval[]) => {
  const all = new Set<number>();
  for (const { from, until } of intervals) for (let one = from; one < until; one += 1) all.add(one);
  return all;
};
const areApart = (intervals: readonly Interval[]) =>
  intervals.every(({ from, until }, place) => {
    const next = intervals[place + 1];
    return from < until && (next === undefined || until < next.from);
  });

describe('intervals are sets of moments', () => {
  test('united', () => {
    fc.assert(
      fc.property(anyIntervals, (some) => {
        const united = unionOf(some);
        expect(moments(united)).toEqual(moments(some));
        expect(areApart(united)).toBe(true);
      }),
    );
  });
  test('taken away from each other', () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (some, taken) => {
        const left = without(some, taken);
        const gone = moments(taken);
        expect(moments(left)).toEqual(new Set([...moments(some)].filter((one) => !gone.has(one))));
        expect(areApart(left)).toBe(true);
      }),
    );
  });
  test('shared', () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (some, others) => {
        const shared = intersectionOf(some, others);
        const other = moments(others);
        expect(moments(shared)).toEqual(new Set([...moments(some)].filter((one) => other.has(one))));
        expect(overlapMinutes(some.map(inMinutes), others.map(inMinutes))).toBe(moments(shared).size);
      }),
    );
  });
});

const inMinutes = ({ from, until }: Interval): Interval => ({
  from: from * minute,
  until: until * minute,
});

describe('windows of a week', () => {
  test('reach into the next morning', () => {
    const curfew = windowIntervals(
      daily('19:00', '07:00'),
      span('2026-07-01T12:00:00Z', '2026-07-02T12:00:00Z'),
    );
    expect(shown(curfew)).toEqual(['2026-07-01T18:00:00.000Z/2026-07-02T06:00:00.000Z']);
  });

  test('are an hour longer in the night in which the clocks go back, and an hour shorter when they go forward', () => {
    const lengthOf = (evening: string, noon: string) => {
      const [night] = windowIntervals(daily('19:00', '07:00'), span(evening, noon));
      return night && (night.until - night.from) / hour;
    };
    expect(lengthOf('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(13);
    expect(lengthOf('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(11);
    expect(lengthOf('2026-06-28T12:00:00Z', '2026-06-29T12:00:00Z')).toBe(12);
  });

  test('that lie in the hour which the clocks skip last as long as the clocks say', () => {
    const skipped = windowIntervals(
      [{ day: 'SUNDAY', from: '01:30', until: '02:00' }],
      span('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z'),
    );
    expect(skipped).toEqual([]);
  });

  test('of two curfews in one night count once', () => {
    const both = [...daily('19:00', '06:00'), ...daily('21:00', '07:00')];
    const nights = windowIntervals(both, span('2026-07-01T12:00:00Z', '2026-07-03T12:00:00Z'));
    expect(shown(nights)).toEqual([
      '2026-07-01T18:00:00.000Z/2026-07-02T06:00:00.000Z',
      '2026-07-02T18:00:00.000Z/2026-07-03T06:00:00.000Z',
    ]);
  });

  test('occur one by one where they meet, and whole where the stretch cuts them', () => {
    const shifts: WeeklyWindow[] = [
      { day: 'WEDNESDAY', from: '06:00', until: '14:00' },
      { day: 'WEDNESDAY', from: '14:00', until: '22:00' },
    ];
    expect(shown(windowOccurrences(shifts, span('2026-07-01T08:00:00Z', '2026-07-02T12:00:00Z')))).toEqual([
      '2026-07-01T05:00:00.000Z/2026-07-01T13:00:00.000Z',
      '2026-07-01T13:00:00.000Z/2026-07-01T21:00:00.000Z',
    ]);
  });

  test('with the same beginning and end last a whole day', () => {
    const wholly = windowIntervals(
      daily('08:00', '08:00'),
      span('2026-07-01T00:00:00Z', '2026-07-08T00:00:00Z'),
    );
    expect(shown(wholly)).toEqual(['2026-07-01T00:00:00.000Z/2026-07-08T00:00:00.000Z']);
  });

  test('begin on their first day at the earliest, and end with their last', () => {
    const within = span('2026-07-01T00:00:00Z', '2026-07-10T00:00:00Z');
    const nights = windowIntervals(daily('19:00', '07:00'), within, { from: '2026-07-02', to: '2026-07-03' });
    expect(shown(nights)).toEqual([
      '2026-07-02T18:00:00.000Z/2026-07-03T06:00:00.000Z',
      '2026-07-03T18:00:00.000Z/2026-07-03T23:00:00.000Z',
    ]);
  });

  test('are in force when the clocks show a time within them, through changes of the clocks', () => {
    // The hour that clocks skip or show twice is apart: a window cannot say which of two it means.
    const anyTime = fc
      .tuple(
        fc.integer({ min: 0, max: 23 }).filter((hours) => hours !== 1),
        fc.constantFrom(0, 15, 30, 45),
      )
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const anyWindow = fc.record({ day: fc.constantFrom(...weekdays), from: anyTime, until: anyTime });
    // Through March's and October's Sunday, as well as weeks without any change.
    const anyStart = fc
      .constantFrom('2026-03-26', '2026-10-22', '2026-06-11', '2026-12-29')
      .map((day) => london(day, '00:00'));
    const showsTimeWithin = (moment: number, { day, from, until }: WeeklyWindow) => {
      const clocks = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO('Europe/London');
      const time = clocks.toPlainTime().toString().slice(0, 5);
      const today = weekdays[clocks.dayOfWeek - 1];
      const yesterday = weekdays[(clocks.dayOfWeek + 5) % 7];
      if (from < until) return today === day && from <= time && time < until;
      return (today === day && from <= time) || (yesterday === day && time < until);
    };
    fc.assert(
      fc.property(fc.array(anyWindow, { maxLength: 4 }), anyStart, (windows, from) => {
        const found = windowIntervals(windows, { from, until: from + 8 * 24 * hour });
        expect(areApart(found)).toBe(true);
        for (let moment = from; moment < from + 8 * 24 * hour; moment += 15 * minute) {
          const inForce = found.some((one) => one.from <= moment && moment < one.until);
          expect(inForce).toBe(windows.some((window) => showsTimeWithin(moment, window)));
        }
      }),
      { numRuns: 30 },
    );
  });
});

test('free slots lie in opening hours of working days, clear of what takes time, and are long enough', () => {
  const within = span('2026-12-24T00:00:00Z', '2026-12-30T00:00:00Z');
  const taken = [
    span('2026-12-24T00:00:00Z', '2026-12-24T09:15:00Z'),
    span('2026-12-24T10:00:00Z', '2026-12-24T11:00:00Z'),
    span('2026-12-29T09:00:00Z', '2026-12-29T16:55:00Z'),
  ];
  expect(shown(freeSlots(within, jobcentreOpening, taken, 10))).toEqual([
    '2026-12-24T09:15:00.000Z/2026-12-24T10:00:00.000Z',
    '2026-12-24T11:00:00.000Z/2026-12-24T17:00:00.000Z',
  ]);
});
