/** What the measures of referrals to providers have in common. */
export const ofReferrals = {
  episode: 'referral',
  validFrom: '2020-01-01',
  validTo: null,
  dimensions: [
    'CONTRACT',
    'PROVIDER',
    'REGION',
    'DELIVERY_UNIT',
    'SEX',
    'AGE_BAND',
    'SENTENCE_BAND',
    'COMPLEXITY',
    'CO_LOCATED',
    'CASELOAD_BAND',
  ],
  agencies: ['providers'],
  owner: 'Throughgate',
} as const;

/** Whom a provider supports: participants. */
export const participants = {
  words: 'Participants: referrals whose action plan probation approved, those that still run among them',
  sql: 'e.approved_on <= $as_of AND e.assessed_on <= $as_of',
} as const;

/** What a participant achieves. */
export const outcomeAchieved = {
  words: 'A job, a training or an education was begun: the first outcome of any kind',
  sql: 'e.outcome_on <= $as_of',
} as const;

/** Where the figures of the Greater Manchester service come from. */
export const careerConnect =
  'Career Connect, Impact Report 2023–24, evaluation of the Achieve North West service';
