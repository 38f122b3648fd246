import { addDays, type PlainDate } from '@throughgate/domain';

/** A custodial sentence, as the fact `sentence` has it. */
export interface SentenceRow {
  readonly imposed_on: PlainDate | null;
  readonly days: number | null;
  readonly expires_on: PlainDate | null;
  readonly consecutive_to: string | null;
}

/**
 * Length in days of the sentence under which somebody is on a day, in custody or on licence: of those imposed by then and not expired, the
 * longest and all that are consecutive to another. Null without any.
 */
export function sentenceDays(sentences: readonly SentenceRow[], day: PlainDate): number | null {
  const served = sentences.filter(({ imposed_on, days, expires_on }) => {
    if (imposed_on === null || days === null || imposed_on > day) return false;
    return (expires_on ?? addDays(imposed_on, days)) >= day;
  });
  if (served.length === 0) return null;
  const lengths = (consecutive: boolean) =>
    served.filter((one) => (one.consecutive_to !== null) === consecutive).map(({ days }) => days ?? 0);
  return Math.max(0, ...lengths(false)) + lengths(true).reduce((sum, days) => sum + days, 0);
}
