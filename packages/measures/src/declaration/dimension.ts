import type { PlainDate } from '@throughgate/domain';

/**
 * What episodes are counted by: a published list of codes, bands or places. Cohorts are unions of its codes, so that every number
 * is a sum over cells of known grids.
 */
export interface Dimension {
  /** As in the graph's enum `Dimension`, for example `SENTENCE_BAND`. */
  readonly id: string;
  readonly title: string;
  /** What its codes are, with their source, for a stranger. */
  readonly describes: string;
  /**
   * SQL that gives an episode's code as text, or null where nobody knows. `e` is the episode; `day` stands for the day by which the
   * measure says to which period an episode belongs.
   */
  code(day: string): string;
  /** Columns of the episode that `code` reads: a kind that has them can be counted by this. */
  readonly columns: readonly string[];
  /** Codes in their order, where the list is closed (bands, places of a register, yes and no): a cohort can name no other. */
  readonly codes?: readonly string[];
  /** How codes are written, where no list could hold them: months. */
  readonly form?: { readonly pattern: RegExp; readonly words: string };
  /** Of a dimension of time: first and last day of a code. */
  days?(code: string): { readonly from: PlainDate; readonly to: PlainDate };
  /** The words of a code. */
  label(code: string): string;
}

/** Whether a dimension is one of time. Those are of a measure's day, and so every measure can be counted by them. */
export function isOfTime({ days }: Pick<Dimension, 'days'>): boolean {
  return days !== undefined;
}

/** The code of episodes of which nobody knows theirs. */
export const unknownCode = 'UNKNOWN';
