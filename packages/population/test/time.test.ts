import { addWorkingDays, londonDate, londonTime, workingDaysBetween } from '@throughgate/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, isoDate } from '../src/time/day.ts';
import { londonClock, londonMoment } from '../src/time/london.ts';
import { mergeSpans, spanAt, subtractSpans } from '../src/time/spans.ts';
import { workingDaysAfter, workingDaysUntil } from '../src/time/working-day.ts';
import { conditionalReleaseDates } from '../src/timeline/release-dates.ts';

const days = fc.integer({ min: dayOf('2015-01-01'), max: dayOf('2027-12-31') });

describe('days and hours', () => {
  it('agree with the calendar of the domain, clock changes included', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 3, max: 23 }), (day, hour) => {
        const moment = londonMoment(day, hour * 60);
        const time = `${String(hour).padStart(2, '0')}:00`;
        expect(new Date(moment)).toEqual(londonTime(isoDate(day), time));
        expect(londonClock(moment)).toEqual({ day, minute: hour * 60 });
        expect(isoDate(londonClock(moment).day)).toBe(londonDate(new Date(moment)));
      }),
    );
  });

  it('count working days as deadlines are counted', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 30 }), (day, count) => {
        const last = workingDaysAfter(day, count);
        expect(isoDate(last)).toBe(addWorkingDays(isoDate(day), count));
        expect(workingDaysUntil(day, last)).toBe(workingDaysBetween(isoDate(day), isoDate(last)));
      }),
    );
  });
});

describe('spans', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(60), fc.nat(12)).map(([from, length]) => ({ from, to: from + length })),
    { maxLength: 6 },
  );

  it('hold the same days merged, and no day of a hole once it is taken out', () => {
    fc.assert(
      fc.property(spans, spans, fc.nat(80), (some, others, day) => {
        const merged = mergeSpans(some);
        const holes = mergeSpans(others);
        const rest = subtractSpans(merged, holes);
        const inSome = spanAt(some, day) !== undefined;
        expect(spanAt(merged, day) !== undefined).toBe(inSome);
        expect(spanAt(rest, day) !== undefined).toBe(inSome && spanAt(others, day) === undefined);
      }),
    );
  });
});

describe('release dates', () => {
  const dates = (from: string, length: number, onlyHalf = false) => {
    const { first, changes } = conditionalReleaseDates(dayOf(from), dayOf(from), length, onlyHalf);
    return [isoDate(first), ...changes.map((change) => isoDate(change.conditionalRelease))];
  };

  it('fall at one half, unchanged where the offence is excluded', () => {
    expect(dates('2022-01-01', 100)).toEqual(['2022-02-19']);
    expect(dates('2024-06-01', 364, true)).toEqual(['2024-11-29']);
  });

  it('come forward to 40% on 10 September 2024, but not before that day', () => {
    expect(dates('2024-06-01', 364)).toEqual(['2024-11-29', '2024-10-24']);
    expect(dates('2024-04-01', 364)).toEqual(['2024-09-29', '2024-09-10']);
    expect(dates('2024-11-01', 100)).toEqual(['2024-12-10']);
  });

  it('wait for the second tranche with five years and more', () => {
    expect(dates('2022-09-01', 2_000)[1]).toBe('2024-11-08');
    expect(dates('2022-06-15', 2_000)[1]).toBe('2024-10-22');
  });

  it('come forward to one third from 1 October 2026 for the first tranche', () => {
    expect(dates('2026-08-20', 120).at(-1)).toBe('2026-10-01');
    expect(dates('2026-10-05', 300)).toEqual(['2027-01-12']);
  });
});
