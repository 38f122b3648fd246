import type { PlainDate } from '../calendar/plain-date.ts';

/**
 * Key dates of a booking, each null where it does not apply or is not calculated. Names as in
 * ministryofjustice/calculate-release-dates-api.
 */
export interface KeyDates {
  /** CRD: release on licence. */
  readonly conditionalRelease: PlainDate | null;
  /** ARD: release without licence. */
  readonly automaticRelease: PlainDate | null;
  /** PED: from then on the Parole Board may direct release. */
  readonly paroleEligibility: PlainDate | null;
  /** NPD: release where parole was refused. */
  readonly nonParole: PlainDate | null;
  /** HDCED: from then on release on home detention curfew is possible. */
  readonly homeDetentionCurfewEligibility: PlainDate | null;
  /** HDCAD: release on home detention curfew as approved. */
  readonly homeDetentionCurfewActual: PlainDate | null;
  /** PRRD: release after a recall. */
  readonly postRecallRelease: PlainDate | null;
  /** TUSED: last day of post-sentence supervision. */
  readonly topupSupervisionExpiry: PlainDate | null;
  /** SED: last day of the sentence. */
  readonly sentenceExpiry: PlainDate | null;
  /** LED: last day of the licence. */
  readonly licenceExpiry: PlainDate | null;
  /** The date that the prison confirmed. */
  readonly confirmedRelease: PlainDate | null;
}

/**
 * The release date that counts now: the confirmed one; else, for a recalled person, the release after recall and failing that
 * the end of the sentence; else the approved home detention curfew; else the latest of conditional, automatic and non-parole
 * release; else the end of the sentence, beyond which nobody is held. Null where none is calculated: on remand, or with an
 * indeterminate sentence, of which the parole eligibility date promises no release.
 *
 * Source: the order is that of `releaseDate` in ministryofjustice/prison-api (confirmed, curfew, latest of CRD, ARD, NPD and
 * PRRD): not verified at its source. The end of the sentence as the last resort is ours.
 */
export function releaseDate(dates: KeyDates, { recall }: { readonly recall: boolean }): PlainDate | null {
  const end = dates.sentenceExpiry ?? dates.licenceExpiry;
  if (dates.confirmedRelease !== null) return dates.confirmedRelease;
  if (recall) return dates.postRecallRelease ?? end;
  return (
    dates.homeDetentionCurfewActual ??
    latest(dates.conditionalRelease, dates.automaticRelease, dates.nonParole, dates.postRecallRelease) ??
    end
  );
}

/** The latest of some days, of which each may be null; null when all are. */
function latest(...days: readonly (PlainDate | null)[]): PlainDate | null {
  return days.reduce((last, day) => (last === null || (day !== null && day > last) ? day : last), null);
}
