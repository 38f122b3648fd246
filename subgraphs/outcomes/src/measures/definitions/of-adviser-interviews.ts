/** What the measures of adviser interviews in prison have in common. */
export const ofAdviserInterviews = {
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  episode: 'adviser_interview',
  day: 'e.booked_for_on',
  exclusions: [],
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'SEX', 'AGE_BAND'],
  agencies: ['prisons'],
  owner: 'Department for Work and Pensions',
  target: null,
} as const;

/** Interviews that took place. */
export const heldInterviews = {
  words: 'Interviews in prison with the Jobcentre’s adviser that were held',
  sql: 'e.held AND e.booked_for_on <= $as_of',
} as const;
