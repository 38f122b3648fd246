import { valueAt } from '@throughgate/contracts';
import { isPlainDate, londonDate } from '@throughgate/domain';

/**
 * Data of an event, read by paths such as `appointment.startsAt`. What is absent, null or of another kind is null: the
 * agency did not say it, or not yet when the event was written.
 */
export interface FactData {
  text(path: string): string | null;
  /** The code of a value of an open list, or of one that is text. */
  code(path: string): string | null;
  /** A moment, ISO 8601. */
  moment(path: string): string | null;
  /** A day: that of London where the data have a moment. */
  day(path: string): string | null;
  integer(path: string): number | null;
  flag(path: string): boolean | null;
  object(path: string): object | null;
  /** The elements of a list; none where it is absent. */
  list(path: string): readonly FactData[];
  /** The texts of a list; none where it is absent. */
  texts(path: string): readonly string[];
}

/** Lets data be read by paths. */
export function factData(data: unknown): FactData {
  const text = (path: string) => {
    const value = valueAt(data, path);
    return typeof value === 'string' ? value : null;
  };
  const values = (path: string): readonly unknown[] => {
    const value = valueAt(data, path);
    return Array.isArray(value) ? value : [];
  };
  return {
    text,
    code: (path) => text(`${path}.code`) ?? text(path),
    moment: (path) => {
      const value = text(path);
      return value === null || Number.isNaN(Date.parse(value)) ? null : value;
    },
    day: (path) => {
      const value = text(path);
      if (value === null || isPlainDate(value)) return value;
      const moment = new Date(value);
      return Number.isNaN(moment.getTime()) ? null : londonDate(moment);
    },
    integer: (path) => {
      const value = valueAt(data, path);
      return Number.isSafeInteger(value) ? (value as number) : null;
    },
    flag: (path) => {
      const value = valueAt(data, path);
      return typeof value === 'boolean' ? value : null;
    },
    object: (path) => {
      const value = valueAt(data, path);
      return typeof value === 'object' ? value : null;
    },
    list: (path) => values(path).map(factData),
    texts: (path) => values(path).filter((value) => typeof value === 'string'),
  };
}
