import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  addWorkingDays,
  age,
  bankHolidays,
  dayOfWeek,
  daysBetween,
  fromDayNumber,
  isOfPattern,
  isPlainDate,
  isWorkingDay,
  londonDate,
  londonTime,
  londonTimeOfDay,
  signingDays,
  toDayNumber,
  workingDaysBetween,
} from '../src/index.ts';

const day = fc.integer({ min: toDayNumber('1978-01-01'), max: toDayNumber('2040-12-31') }).map(fromDayNumber);
const count = fc.integer({ min: -400, max: 400 });

describe('plain dates agree with Temporal', () => {
  test('in days and weekdays', () => {
    fc.assert(
      fc.property(day, count, (date, n) => {
        const expected = Temporal.PlainDate.from(date);
        expect(addDays(date, n)).toBe(expected.add({ days: n }).toString());
        expect(daysBetween(date, addDays(date, n))).toBe(n);
        expect(dayOfWeek(date)).toBe(expected.dayOfWeek);
      }),
    );
  });
  test('in months, with the last day of shorter ones', () => {
    fc.assert(
      fc.property(day, count, (date, n) => {
        expect(addMonths(date, n)).toBe(Temporal.PlainDate.from(date).add({ months: n }).toString());
      }),
    );
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-12-31', -10)).toBe('2023-02-28');
  });
  test('before 1970 and around the centuries', () => {
    for (const date of ['0001-01-01', '1900-02-28', '1900-03-01', '1969-12-31', '2000-02-29', '2100-03-01']) {
      expect(fromDayNumber(toDayNumber(date))).toBe(date);
      expect(addDays(date, 1)).toBe(Temporal.PlainDate.from(date).add({ days: 1 }).toString());
    }
  });
});

test.each(['2023-02-29', '2023-13-01', '2023-00-10', '2023-1-1', '2023-01-01T00:00Z', ''])(
  '%j is no day',
  (text) => {
    expect(isPlainDate(text)).toBe(false);
  },
);

test('ages are attained on the anniversary, on 1 March for those born on 29 February', () => {
  expect(age('2026-05-01', '2000-05-02')).toBe(25);
  expect(age('2026-05-02', '2000-05-02')).toBe(26);
  expect(age('2026-02-28', '2008-02-29')).toBe(17);
  expect(age('2026-03-01', '2008-02-29')).toBe(18);
  expect(age('2028-02-29', '2008-02-29')).toBe(20);
});

describe('bank holidays of England and Wales', () => {
  test.each([
    '1995-05-08',
    '1999-12-31',
    '2002-06-03',
    '2002-06-04',
    '2011-04-29',
    '2012-06-04',
    '2012-06-05',
    '2020-05-08',
    '2022-06-02',
    '2022-06-03',
    '2022-09-19',
    '2023-05-08',
    '2026-12-28',
  ])('%s was proclaimed or moved', (date) => expect(bankHolidays(Number(date.slice(0, 4)))).toContain(date));

  test.each(['1995-05-01', '2002-05-27', '2012-05-28', '2020-05-04', '2022-05-30'])(
    '%s, replaced in that year, was a working day',
    (date) => expect(isWorkingDay(date)).toBe(true),
  );

  // https://www.gov.uk/bank-holidays
  test('2025 and 2026 are as published', () => {
    const weekdays = (year: number) => bankHolidays(year).filter((date) => dayOfWeek(date) <= 5);
    expect(weekdays(2025)).toEqual([
      '2025-01-01',
      '2025-04-18',
      '2025-04-21',
      '2025-05-05',
      '2025-05-26',
      '2025-08-25',
      '2025-12-25',
      '2025-12-26',
    ]);
    expect(weekdays(2026)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-28',
    ]);
  });
});

describe('working days', () => {
  test('skip weekends and holidays', () => {
    expect(addWorkingDays('2022-06-01', 1)).toBe('2022-06-06');
    expect(addWorkingDays('2022-06-06', -1)).toBe('2022-06-01');
    expect(addWorkingDays('2022-06-04', 0)).toBe('2022-06-06');
    expect(workingDaysBetween('2022-12-23', '2023-01-03')).toBe(4);
  });
  test('adding and counting undo each other', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -300, max: 300 }), (date, n) => {
        fc.pre(n !== 0);
        const result = addWorkingDays(date, n);
        expect(isWorkingDay(result)).toBe(true);
        expect(workingDaysBetween(date, result)).toBe(n);
      }),
    );
  });
  test('counts add up', () => {
    fc.assert(
      fc.property(day, day, day, (a, b, c) => {
        const [x, y, z] = [a, b, c].sort() as [string, string, string];
        expect(workingDaysBetween(x, y) + workingDaysBetween(y, z)).toBe(workingDaysBetween(x, z));
      }),
    );
  });
});

describe("London's clocks", () => {
  const moment = fc.date({
    min: new Date('1965-01-01'),
    max: new Date('2040-01-01'),
    noInvalidDate: true,
  });
  test('give the day as Temporal does', () => {
    fc.assert(
      fc.property(moment, (at) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
          'Europe/London',
        );
        expect(londonDate(at)).toBe(zoned.toPlainDate().toString());
      }),
    );
  });
  test('give the moment as Temporal does, most of all when they change', () => {
    const changes = ['2024-03-31', '2024-10-27', '1972-10-29', '1968-02-18', '2026-10-25'];
    const anyDay = fc.oneof(day, fc.constantFrom(...changes));
    const anyTime = fc
      .tuple(fc.nat(23), fc.nat(59))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    fc.assert(
      fc.property(anyDay, anyTime, (date, time) => {
        const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime('Europe/London');
        expect(londonTime(date, time).getTime()).toBe(zoned.epochMilliseconds);
      }),
      { numRuns: 500 },
    );
  });
  test('refuse a time that is none', () => {
    expect(() => londonTime('2026-01-01', '24:00')).toThrow(RangeError);
    expect(() => londonTime('2026-01-01', '9:00')).toThrow(RangeError);
  });
});

describe('signing days', () => {
  const firstAt = fc
    .record({ date: day, minutes: fc.integer({ min: 0, max: 1439 }) })
    .map(({ date, minutes }) =>
      londonTime(
        date,
        `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      ),
    );
  const everyDays = fc.integer({ min: 1, max: 60 });
  const length = fc.integer({ min: 0, max: 182 });

  test('are working days, each once, in order, at the same time of the clocks as long as these show it', () => {
    fc.assert(
      fc.property(firstAt, everyDays, length, (first, every, days) => {
        const last = addDays(londonDate(first), days);
        const found = signingDays({ firstAt: first, everyDays: every }, last);
        const on = found.map(({ dueAt }) => londonDate(dueAt));
        expect(on.every(isWorkingDay)).toBe(true);
        expect(on).toEqual([...new Set(on)].sort());
        for (const { day: nominal, dueAt } of found) {
          const moved = londonDate(dueAt);
          expect(dueAt).toEqual(londonTime(moved, londonTimeOfDay(first)));
          expect(daysBetween(londonDate(first), nominal) % every).toBe(0);
          // The working day before, and no earlier one.
          expect(moved).toBe(isWorkingDay(nominal) ? nominal : addWorkingDays(nominal, -1));
        }
        const nominal = Math.floor(days / every) + 1;
        expect(found.length).toBeLessThanOrEqual(nominal);
        if (every > 7) expect(found).toHaveLength(nominal);
      }),
    );
  });

  test('of a longer period begin with those of a shorter one', () => {
    fc.assert(
      fc.property(firstAt, everyDays, length, (first, every, days) => {
        const pattern = { firstAt: first, everyDays: every };
        const time = londonTimeOfDay(first);
        const all = signingDays(pattern, addDays(londonDate(first), 182));
        const some = signingDays(pattern, addDays(londonDate(first), days));
        expect(all.slice(0, some.length)).toEqual(some);
        expect(
          all
            // One o'clock does not exist on the night on which the clocks go forward.
            .filter(({ day }) => londonTimeOfDay(londonTime(day, time)) === time)
            .filter(({ day }) => !isOfPattern(pattern, londonTime(day, time))),
        ).toEqual([]);
      }),
    );
  });

  test('keep London’s time when the clocks change, and leave Christmas and Boxing Day', () => {
    const due = (from: string, every: number, last: string) =>
      signingDays({ firstAt: new Date(from), everyDays: every }, last).map(({ dueAt }) =>
        dueAt.toISOString(),
      );
    expect(due('2026-10-12T08:10:00Z', 14, '2026-11-09')).toEqual([
      '2026-10-12T08:10:00.000Z',
      '2026-10-26T09:10:00.000Z',
      '2026-11-09T09:10:00.000Z',
    ]);
    // Friday 25 December 2026, and Monday 28 December in place of Boxing Day, a Saturday: both on Christmas Eve or before.
    expect(due('2026-12-11T09:00:00Z', 14, '2027-01-08')).toEqual([
      '2026-12-11T09:00:00.000Z',
      '2026-12-24T09:00:00.000Z',
      '2027-01-08T09:00:00.000Z',
    ]);
    expect(due('2026-12-21T09:00:00Z', 7, '2026-12-28')).toEqual([
      '2026-12-21T09:00:00.000Z',
      '2026-12-24T09:00:00.000Z',
    ]);
  });

  test.each([0, -7, 1.5])('every %d days is refused', (every) => {
    expect(() => signingDays({ firstAt: new Date(), everyDays: every }, '2026-01-01')).toThrow(RangeError);
  });
});
