/**
 * Every purpose for which the hub gives out data of people, with what it covers. A token grants purposes, a request states
 * one. The law asks that data collected for one purpose be used for another only where that is authorised by law (Data
 * Protection Act 2018 section 36(4), not verified at its source; Offender Management Act 2007 section 14 is such a law).
 */
export const purposes = {
  supervision: 'Supervising people on orders and licences, and their rehabilitation.',
  custody: 'Holding people in custody safely, and preparing their release.',
  'employment-support': 'Helping people into work and training.',
  'benefit-administration': 'Paying benefits that are due, and none that are not.',
  'peer-support': 'Finding the people whom a peer mentor helps.',
  commissioning: 'Deciding what to pay for, from numbers about many people.',
  'data-subject-rights': 'Answering people who ask what is held of them, and correcting it.',
  'record-keeping': 'Keeping an agency’s own records complete.',
} as const satisfies Readonly<Record<string, string>>;

/** A purpose of the hub. */
export type Purpose = keyof typeof purposes;

/** Whether a text is a purpose of the hub. */
export function isPurpose(text: string): text is Purpose {
  return Object.hasOwn(purposes, text);
}

/** Header in which a request states its purpose. */
export const purposeHeader = 'throughgate-purpose';
