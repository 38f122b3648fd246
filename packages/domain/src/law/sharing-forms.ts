import type { PlainDate } from '../calendar/plain-date.ts';

/** A form by which a person consents that probation tells the Jobcentre of them. */
export interface SharingFormCode {
  /** For example `ETE_MAY_2011`. */
  readonly code: string;
  /** In words. */
  readonly title: string;
  /** First day on which it could be signed; null where none is known. */
  readonly from: PlainDate | null;
  /** Whether it can carry what restricts a person's hours and work. */
  readonly carriesRestrictions: boolean;
}

/**
 * The forms. The one that was made after the review of 2010 says nothing of restrictions; a new one, which does, came in May 2011
 * (DWP research report 784, section 2.10; its day is not known, so the first of the month counts). DP1A is the older consent
 * to liaise with other agencies.
 */
export const sharingForms: readonly SharingFormCode[] = [
  { code: 'ETE_2010', title: 'ETE data-sharing form of 2010', from: null, carriesRestrictions: false },
  {
    code: 'ETE_MAY_2011',
    title: 'ETE data-sharing form of May 2011',
    from: '2011-05-01',
    carriesRestrictions: true,
  },
  { code: 'DP1A', title: 'DP1A consent', from: null, carriesRestrictions: false },
];

/** The form with a code, or `undefined`. */
export function sharingForm(code: string): SharingFormCode | undefined {
  return sharingForms.find((form) => form.code === code);
}
