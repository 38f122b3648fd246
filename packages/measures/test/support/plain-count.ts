import { dayOf, type SupportRow } from './supported-people.ts';

/** A question as a test asks it, with days counted from the first of January 2024. */
export interface PlainQuestion {
  readonly by: readonly string[];
  readonly cohort: Readonly<Record<string, readonly string[]>>;
  readonly from: number;
  readonly to: number;
  readonly asOf: number;
}

/** What a form counts of one episode on one day: nothing if it does not count. */
export interface Counted {
  readonly row: SupportRow;
  /** The day by which it belongs to a period. */
  readonly day: number;
}

const monthOf = (day: number) => dayOf(day).slice(0, 7);

/** The code of an episode, by the same words as the dimensions of the tests and without their SQL. */
function codeOf(dimension: string, { row, day }: Counted): string {
  switch (dimension) {
    case 'SEX':
      return row.sex ?? 'UNKNOWN';
    case 'PROVIDER':
      return row.provider ?? 'UNKNOWN';
    case 'AGE_BAND':
      return row.age === null || row.age < 18 ? 'UNKNOWN' : row.age < 30 ? '18-29' : '30+';
    default:
      return monthOf(day);
  }
}

/** Episodes in the cells of a question, by codes joined with a stroke; the total under the empty text. */
export function inCells(
  question: PlainQuestion,
  episodes: readonly Counted[],
): ReadonlyMap<string, Counted[]> {
  const cells = new Map<string, Counted[]>([['', []]]);
  for (const episode of episodes) {
    if (episode.day < question.from || episode.day > question.to) continue;
    const inside = Object.entries(question.cohort).every(([id, codes]) =>
      codes.includes(codeOf(id, episode)),
    );
    if (!inside) continue;
    cells.get('')?.push(episode);
    if (question.by.length === 0) continue;
    const key = question.by.map((id) => codeOf(id, episode)).join('|');
    cells.set(key, [...(cells.get(key) ?? []), episode]);
  }
  return cells;
}

/** Last days of the months that end in the period and not after the as-of day. */
export function lastDays({ from, to, asOf }: PlainQuestion): readonly number[] {
  const days = Array.from({ length: Math.max(0, Math.min(to, asOf) - from + 1) }, (_, at) => from + at);
  return days.filter((day) => monthOf(day) !== monthOf(day + 1));
}

/** When an episode's clock stopped, and whether by the event. */
export function stopped(
  starts: number,
  ends: number | null,
  censors: readonly (number | null)[],
  { asOf }: PlainQuestion,
  horizon: number,
): { readonly days: number; readonly event: boolean } {
  const until = Math.min(asOf, starts + horizon, ...censors.filter((day) => day !== null));
  const event = ends !== null && ends <= until;
  return { event, days: Math.max(0, (event ? ends : until) - starts) };
}
