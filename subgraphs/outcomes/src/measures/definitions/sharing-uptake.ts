import type { ShareMeasure } from '@throughgate/measures';

/** Cases of probation of which the Jobcentre knows by a form. */
export const sharingUptake: ShareMeasure = {
  id: 'sharing-uptake',
  title: 'Cases of probation shared with the Jobcentre',
  question: 'Of the cases open on the last day of the quarter, of how many did the Jobcentre hold a form?',
  version: 1,
  validFrom: '2010-01-01',
  validTo: null,
  form: 'share',
  episode: 'open_case',
  population: {
    words: 'Cases of probation with an order or a licence that ran on the last day of the quarter, each once',
    sql: 'e.from_on <= s.day AND (e.to_on IS NULL OR e.to_on >= s.day)',
  },
  day: 's.day',
  onLastDayOf: 'QUARTER',
  clockStart: null,
  window: 'On the last day of the quarter; a quarter counts once it is over',
  exclusions: [],
  numerator: {
    words: 'The Jobcentre had received a form of the person by then, and consent was not withdrawn',
    sql: 'e.shared',
  },
  dimensions: ['DELIVERY_UNIT', 'REGION', 'SEX', 'AGE_BAND'],
  agencies: ['probation', 'jobcentre'],
  owner: 'HM Prison and Probation Service',
  source:
    'DWP research report 784: from one or two per cent to 18, perhaps 30, which nobody could verify (2:637, 738). Whoever was told of in what share of cases, on which day, the report does not say: the last day of the quarter is our assumption.',
  target: null,
};
