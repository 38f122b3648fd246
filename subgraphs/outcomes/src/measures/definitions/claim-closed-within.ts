import type { ShareMeasure } from '@throughgate/measures';

/** Claims of people received into prison that were closed within a week. */
export const claimClosedWithin: ShareMeasure = {
  id: 'claim-closed-within',
  title: 'Claims closed within 7 days of reception',
  question:
    'Of the claims that were running when their claimants were received, how many were closed within a week?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'share',
  episode: 'claim_in_custody',
  population: {
    words:
      'Claims to benefit that were running on the day on which their claimant was received into prison: one for each reception and claim',
    sql: 'true',
  },
  day: 'e.received_on',
  clockStart: 'Day of the reception, which is day 0',
  window: 'By day 7, closed and with effect by then',
  matureAfterDays: 7,
  exclusions: [
    {
      words:
        'Stays that ended before day 7: nobody could be watched for a week, whether the claim was closed or not',
      sql: 'e.ended_on < e.received_on + 7',
    },
  ],
  numerator: { words: 'Closed, with effect, by day 7', sql: 'e.closed_on <= e.received_on + 7' },
  durations: {
    event: { words: 'The claim is closed, with effect', sql: 'e.closed_on IS NOT NULL' },
    starts: 'e.received_on',
    ends: 'e.closed_on',
    censoredOn: [{ words: 'The stay ends', sql: 'e.ended_on' }],
    horizonDays: 366,
  },
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'BENEFIT_CENTRE', 'NAMED_CONTACT', 'SEX', 'AGE_BAND'],
  agencies: ['prisons', 'jobcentre'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784, section 2.6 (2:541–551): closing claims, named contacts in benefit centres, closings that took too long. That only the housing costs of a claim may go on, and Housing Benefit, are as in the list `custodyClaims`. Seven days are our assumption: the report names none.',
  target: null,
};
