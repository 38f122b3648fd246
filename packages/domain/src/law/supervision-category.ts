import { addDays, addMonths, age, type PlainDate } from '../calendar/plain-date.ts';
import {
  supervisionAfterSentenceFrom,
  supervisionAfterSentenceRepealed,
} from './post-sentence-supervision.ts';

/**
 * Under whom a person comes on release: `LICENCE`, which the Probation Service supervises to the end of the sentence;
 * `LICENCE_AND_SUPERVISION`, which goes on after it; `COMMUNITY_ORDER`, where no licence follows from the sentence but an order
 * of a court runs; or `NOBODY`.
 */
export type SupervisionCategory = 'COMMUNITY_ORDER' | 'LICENCE' | 'LICENCE_AND_SUPERVISION' | 'NOBODY';

/** A release, as the law on supervision after it looks at it. */
export interface ReleaseFromCustody {
  /** London day of the release. */
  readonly releasedOn: PlainDate;
  /** The sentence that was served; `undefined` for somebody who was not sentenced. */
  readonly sentence:
    | {
        /** Length in days: of several, what they come to together. */
        readonly days: number;
        /** Day on which the (first) sentence was imposed. */
        readonly imposedOn: PlainDate;
        /** Day of the offence, where it is known. @default the day of the sentence, which cannot be earlier */
        readonly offenceOn?: PlainDate | undefined;
      }
    | undefined;
  readonly dateOfBirth?: PlainDate | undefined;
  /** Whether an order of a court in the community runs on the day of the release. */
  readonly underOrder: boolean;
}

/**
 * Who supervises somebody after release, by the law of that day.
 *
 * - Under 12 months, offence before 1 February 2015: released unconditionally, nobody supervises (Criminal Justice Act 2003
 *   section 243A(1A); before that Act's release scheme the Criminal Justice Act 1991 section 33, not verified at its source).
 * - More than a day and less than two years, offence on or after that day: a licence, and supervision up to twelve months
 *   after release (sections 243A and 256AA, inserted or substituted by the Offender Rehabilitation Act 2014 sections 1 and 2; in
 *   force by SI 2015/40 article 2). It follows the sentences of one to two years too, not the short ones alone.
 * - Two years or more: a licence.
 * - A sentence of one day, and under 12 months for who is not yet 18: released unconditionally (section 243A(1)). The age on
 *   the day of release is taken, since the last day of the custodial part is not known for every sentence.
 * - Since the repeal of section 256AA (Sentencing Act 2026 section 34, which ends supervision imposed before as well): a licence
 *   in its place. For the day see {@link supervisionAfterSentenceRepealed}.
 *
 * What no record says is not told apart: extended and other sentences outside section 256AA, detention and training orders,
 * and the offence that came before February 2015 for a sentence that came after, where the day of the offence is not given.
 */
export function supervisionCategory(release: ReleaseFromCustody): SupervisionCategory {
  return onLicence(release) ?? (release.underOrder ? 'COMMUNITY_ORDER' : 'NOBODY');
}

/** Whether a sentence is of less than a number of months, counted by the calendar from the day on which it was imposed. */
export function isShorterThan(
  months: number,
  { days, imposedOn }: { readonly days: number; readonly imposedOn: PlainDate },
): boolean {
  return addDays(imposedOn, days) < addMonths(imposedOn, months);
}

function onLicence({
  releasedOn,
  sentence,
  dateOfBirth,
}: ReleaseFromCustody): SupervisionCategory | undefined {
  if (!sentence || sentence.days <= 1) return undefined;
  const offenceOn = sentence.offenceOn ?? sentence.imposedOn;
  const young = dateOfBirth !== undefined && age(releasedOn, dateOfBirth) < 18;
  const unconditional = young || offenceOn < supervisionAfterSentenceFrom;
  if (unconditional) return isShorterThan(12, sentence) ? undefined : 'LICENCE';
  const supervisedAfterwards = isShorterThan(24, sentence) && releasedOn < supervisionAfterSentenceRepealed;
  return supervisedAfterwards ? 'LICENCE_AND_SUPERVISION' : 'LICENCE';
}
