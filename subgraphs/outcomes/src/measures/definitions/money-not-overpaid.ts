import type { AmountMeasure } from '@throughgate/measures';

/** SQL of the first day of the month whose last day is counted. */
const month = "CAST(date_trunc('month', s.day) AS DATE)";

/** SQL of the first day after those of the month for which nothing was paid: the end of the stay, or of the month. */
const end = 'least(s.day + 1, coalesce(e.ended_on, s.day + 1))';

/** Benefit that was not paid out because claims of prisoners were closed. */
export const moneyNotOverpaid: AmountMeasure = {
  id: 'money-not-overpaid',
  title: 'Benefit not paid out to people in prison because their claims were closed',
  question: 'How much standard benefit did closing the claims of prisoners save, month by month?',
  version: 1,
  validFrom: '2011-01-01',
  validTo: null,
  form: 'amount',
  episode: 'claim_in_custody',
  population: {
    words:
      'Claims that ran on when their claimant was received and were closed, in each month with days of the stay for which they were not paid',
    sql: `e.unpaid_from <= s.day AND (e.ended_on IS NULL OR e.ended_on > greatest(e.unpaid_from, ${month}))`,
  },
  day: 's.day',
  onLastDayOf: 'MONTH',
  pence: `e.daily_rate_pence * (${end} - greatest(e.unpaid_from, ${month}))`,
  clockStart:
    'First day of the stay for which, by the closing, no benefit was paid: what was paid until then was overpaid',
  window:
    'Until the day before the release. Months count once they are over, each with its own days; a claim closed only after the release saved what it had not paid for days of the stay',
  exclusions: [{ words: 'Claims whose daily rate nobody told', sql: 'e.daily_rate_pence IS NULL' }],
  dimensions: ['PRISON', 'PRISON_FUNCTION', 'REGION', 'BENEFIT_CENTRE', 'NAMED_CONTACT', 'SEX', 'AGE_BAND'],
  agencies: ['prisons', 'jobcentre'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784: about £28,000 a month at HMP Cardiff (2:543, as saved; 2:773, as lost). Benefit stops with the day of reception: GOV.UK, "Benefits and prison".',
  target: null,
};
