import type { WeeklyWindow } from '@throughgate/domain';
import type { FactData } from './fact-data.ts';

/** The weekly windows of a list in an event's data, those that are whole. */
export function windowsOf(data: FactData, path: string): WeeklyWindow[] {
  return data.list(path).flatMap((window) => {
    const day = window.text('day') ?? window.code('day');
    const from = window.text('from');
    const until = window.text('until');
    return day === null || from === null || until === null ? [] : [{ day, from, until }];
  });
}
