import { addDays, addMonths, type PlainDate } from '../calendar/plain-date.ts';

/**
 * First day on which an offence leads to supervision after the end of a sentence: Criminal Justice Act 2003 section 256AA,
 * which section 2 of the Offender Rehabilitation Act 2014 inserted (commencement by SI 2015/40, not verified at its source).
 */
export const supervisionAfterSentenceFrom: PlainDate = '2015-02-01';

/**
 * First day without supervision after the end of a sentence. Section 34 of the Sentencing Act 2026 omits section 256AA, also
 * for supervision that was imposed before (subsection 4); regulation 2 of SI 2026/402 brings it into force. The day itself is
 * **not verified at its source**: the explanatory note of the regulations does not name it, and the revised text of the Act
 * called the sections of that regulation prospective on 26 April 2026. The first day of the next month stands in for it.
 */
export const supervisionAfterSentenceRepealed: PlainDate = '2026-05-01';

/** A determinate sentence, as supervision after its end depends on it. */
export interface ShortSentence {
  /** Day of the offence. */
  readonly offenceOn: PlainDate;
  /** Day on which the sentence was imposed. */
  readonly imposedOn: PlainDate;
  /** Length of the sentence in days. */
  readonly days: number;
  readonly dateOfBirth: PlainDate;
  /** Last day of the part that is to be served in custody. */
  readonly custodyEndsOn: PlainDate;
  /** Last day of the sentence, and so of the licence. */
  readonly expiresOn: PlainDate;
}

/** Whether anybody is supervised after the end of a sentence on a day: the law was in force, and not yet repealed. */
export function isSupervisedAfterSentence(day: PlainDate): boolean {
  return day >= supervisionAfterSentenceFrom && day < supervisionAfterSentenceRepealed;
}

/**
 * The supervision that follows from a sentence, its first and last day, or `undefined` where none does. No court orders it: it
 * tops a sentence of more than a day and less than two years, of somebody of 18 or more when the time in custody ends, up to
 * twelve months after that time (Criminal Justice Act 2003 section 256AA; Offender Rehabilitation Act 2014 section 2). What
 * would run beyond the repeal ends with the day before it.
 */
export function supervisionAfterSentence(
  sentence: ShortSentence,
): { readonly from: PlainDate; readonly to: PlainDate } | undefined {
  const { offenceOn, imposedOn, days, dateOfBirth, custodyEndsOn, expiresOn } = sentence;
  if (offenceOn < supervisionAfterSentenceFrom) return undefined;
  if (days <= 1 || addDays(imposedOn, days) >= addMonths(imposedOn, 24)) return undefined;
  if (custodyEndsOn < addMonths(dateOfBirth, 18 * 12)) return undefined;
  const from = addDays(expiresOn, 1);
  const planned = addMonths(custodyEndsOn, 12);
  const to = isSupervisedAfterSentence(planned) ? planned : addDays(supervisionAfterSentenceRepealed, -1);
  return from <= to ? { from, to } : undefined;
}
