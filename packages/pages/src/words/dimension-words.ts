const words: Readonly<Record<string, string>> = {
  PRISON: 'Prison',
  PRISON_FUNCTION: 'Function of the prison',
  REGION: 'Probation region',
  DELIVERY_UNIT: 'Delivery unit',
  OFFICE: 'Jobcentre office',
  BENEFIT_CENTRE: 'Benefit centre',
  CO_LOCATED: 'Co-located key worker',
  AGE_BAND: 'Age',
  SENTENCE_BAND: 'Sentence',
  CATEGORY: 'Supervision after release',
  TRANSFERRED_IN_LAST_28_DAYS: 'Transferred in the last 28 days',
  RELEASE_DATE_MOVED_AFTER_BOOKING: 'Release date moved after booking',
  BOOKED_BY: 'Booked by',
  CLAIM_MADE_IN: 'Claim made in',
  NAMED_CONTACT: 'Named contact',
  CASELOAD_BAND: 'Caseload of the key worker',
  ENDING_REASON: 'Reason of the ending',
};

/** A dimension as a heading, for example `Age` for `AGE_BAND`. */
export function dimensionInWords(dimension: string): string {
  return words[dimension] ?? sentenceCase(dimension);
}

/** A name of the graph in words: `IN_TOUCH` becomes `In touch`. */
export function sentenceCase(name: string): string {
  const text = name.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const ofTime = new Set(['WEEK', 'MONTH', 'QUARTER', 'YEAR']);

/** Whether a dimension is one of time. */
export function isOfTime(dimension: string | undefined): boolean {
  return dimension !== undefined && ofTime.has(dimension);
}
