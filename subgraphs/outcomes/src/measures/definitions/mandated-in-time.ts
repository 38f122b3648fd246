import type { ShareMeasure } from '@throughgate/measures';

/** Prison leavers who were referred to the Work Programme as the law said. */
export const mandatedInTime: ShareMeasure = {
  id: 'mandated-in-time',
  title: 'Prison leavers referred to the Work Programme in time',
  question: 'Of the prison leavers who had to be referred to the Work Programme, how many were in time?',
  version: 1,
  validFrom: '2012-03-01',
  validTo: null,
  form: 'share',
  episode: 'programme_due',
  population: {
    words:
      'Claims of Jobseeker’s Allowance with entitlement within 13 weeks of a release, from 1 March 2012 to 31 March 2017, whose time is over',
    sql: 'e.limit_on <= $as_of',
  },
  day: 'e.due_on',
  clockStart: 'Day of the release',
  window: 'By day one where the claim began with the release; else within 13 weeks of the release',
  exclusions: [],
  numerator: {
    words: 'A mandatory referral to the Work Programme was made by then',
    sql: 'e.referred_on <= e.limit_on',
  },
  dimensions: ['OFFICE', 'REFERRAL_BASIS', 'PROGRAMME', 'PROVIDER', 'SEX', 'AGE_BAND'],
  agencies: ['jobcentre', 'prisons'],
  owner: 'Department for Work and Pensions',
  source:
    'DWP research report 784, section 4.3 (2:290–294, 1035–1043). That it is the 1st of March is not verified at its source. The office is that of the claimant now.',
  target: null,
};
